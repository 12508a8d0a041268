using System.Security.Cryptography;
using System.Text;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using Npgsql;
using Testcontainers.PostgreSql;

namespace CaseWorkspace.AppHost.PostgreSql;

/// <summary>PostgreSQL in a container, for machines with Docker and without its binaries.</summary>
public sealed class ContainerServer : DatabaseServer
{
    private const string Image = "postgres:17-bookworm";
    private readonly PostgreSqlContainer container;

    /// <summary>A Docker engine to talk to, as far as one can tell without talking.</summary>
    public static bool IsDockerThere =>
        Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } || File.Exists("/var/run/docker.sock");

    private ContainerServer(PostgreSqlContainer container) => this.container = container;

    public override string Administrator =>
        new NpgsqlConnectionStringBuilder(container.GetConnectionString()) { Pooling = false, PersistSecurityInfo = true }.ConnectionString;

    public override string Description => $"{Image} in a container, port {container.GetMappedPublicPort(PostgreSqlBuilder.PostgreSqlPort)}";
    public override bool IsOurs => true;

    public static async Task<ContainerServer> StartAsync(string dataFolder, InstallationOptions options, string password, CancellationToken cancellation)
    {
        var builder = new PostgreSqlBuilder(Image)
            .WithDatabase("postgres")
            .WithUsername("postgres")
            .WithPassword(password)
            .WithCommand("-c", "jit=off", "-c", "max_connections=300", "-c", "log_min_error_statement=panic", "-c", "log_error_verbosity=terse")
            .WithCreateParameterModifier(OnLoopbackOnly);

        // What lasts lies in a named volume; what does not goes with the container.
        builder = options.Ephemeral
            ? builder.WithCommand("-c", "fsync=off", "-c", "full_page_writes=off")
            : builder.WithVolumeMount(VolumeOf(dataFolder), "/var/lib/postgresql/data").WithPortBinding(options.Ports.PostgreSql, PostgreSqlBuilder.PostgreSqlPort);

        PostgreSqlContainer? started = null;
        try
        {
            started = builder.Build();
            await started.StartAsync(cancellation);
            return new ContainerServer(started);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (started is not null)
                await started.DisposeAsync();
            throw new CannotStartException(
                $"PostgreSQL {InstalledBinaries.Oldest} or later was found neither installed nor through Docker ({FirstLine(error.Message)}): "
                + "install it (Debian and Ubuntu: apt-get install postgresql; macOS: brew install postgresql@17), or give a server with --postgres.",
                error);
        }
    }

    /// <summary>Removes the volume of a data folder that is being wiped, where there is one.</summary>
    public static async Task WipeAsync(string dataFolder, CancellationToken cancellation)
    {
        try
        {
            await using var volume = new VolumeBuilder().WithName(VolumeOf(dataFolder)).WithCleanUp(true).Build();
            await volume.CreateAsync(cancellation);
            await volume.DeleteAsync(cancellation);
        }
        catch (Exception error) when (error is DockerUnavailableException or ArgumentException)
        {
            // No Docker, no volume.
        }
    }

    public override ValueTask DisposeAsync() => container.DisposeAsync();

    private static void OnLoopbackOnly(CreateContainerParameters parameters)
    {
        foreach (var binding in (parameters.HostConfig?.PortBindings ?? new Dictionary<string, IList<PortBinding>>(StringComparer.Ordinal)).Values.SelectMany(bindings => bindings))
            binding.HostIP = "127.0.0.1";
    }

    private static string VolumeOf(string dataFolder) =>
        "caseworkspace-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..16];

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
