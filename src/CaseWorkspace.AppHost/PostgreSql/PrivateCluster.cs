using System.Globalization;
using CaseWorkspace.AppHost.Processes;
using Npgsql;

namespace CaseWorkspace.AppHost.PostgreSql;

/// <summary>A cluster of our own from the machine's PostgreSQL binaries: loopback only, passwords only.</summary>
public sealed class PrivateCluster : DatabaseServer
{
    private const string Superuser = "postgres";
    private readonly ClusterPlace place;
    private readonly ProcessMark postmaster;
    private readonly int port;
    private readonly string password;

    private PrivateCluster(ClusterPlace place, InstalledBinaries binaries, ProcessMark postmaster, int port, string password)
    {
        this.place = place;
        this.postmaster = postmaster;
        this.port = port;
        this.password = password;
        Description = $"PostgreSQL {binaries.Version}, private cluster in {place.Home}, port {port}";
    }

    public override string Administrator => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = "postgres",
        Username = Superuser,
        Password = password,
        Pooling = false,
        PersistSecurityInfo = true,
    }.ConnectionString;

    public override string Description { get; }
    public override bool IsOurs => true;
    public override bool IsAlive => postmaster.IsAlive;

    /// <summary>Starts the cluster, making it first where there is none; null where PostgreSQL is not installed.</summary>
    public static async Task<PrivateCluster?> StartAsync(ClusterPlace place, int port, string password, bool durable, CancellationToken cancellation)
    {
        var binaries = BinariesFor(place);
        if (binaries is null)
            return null;

        if (!place.HasCluster)
            await InitialiseAsync(place, binaries, password, cancellation);

        var running = PostmasterFile.Read(place.Files);
        if (running?.Postmaster is { } found)
        {
            // Left behind by an AppHost that was killed: as good as new, if it is where we want it.
            if (running.Port == port && running.IsReady)
                return new PrivateCluster(place, binaries, found, port, password);
            await found.EndAsync(LibC.Interrupt, TimeSpan.FromSeconds(30));
        }

        // What the file names has ended, or is a stranger that got the same number.
        PostmasterFile.Remove(place.Files);
        Ports.Demand(port, "PostgreSQL", "--postgres-port");
        await File.WriteAllTextAsync(Path.Combine(place.Files, "caseworkspace.conf"), Settings(port, durable), cancellation);
        return new PrivateCluster(place, binaries, await LaunchAsync(place, binaries, cancellation), port, password);
    }

    public override async ValueTask DisposeAsync() => await postmaster.EndAsync(LibC.Interrupt, TimeSpan.FromSeconds(30));

    /// <summary>Stops a cluster that nobody holds any more, before its folder is wiped.</summary>
    public static async Task EndLeftoverAsync(ClusterPlace place)
    {
        if (PostmasterFile.Read(place.Files)?.Postmaster is { } left)
            await left.EndAsync(LibC.Interrupt, TimeSpan.FromSeconds(30));
    }

    private static InstalledBinaries? BinariesFor(ClusterPlace place)
    {
        if (!place.HasCluster)
            return InstalledBinaries.Find();
        var version = int.Parse(File.ReadAllText(Path.Combine(place.Files, "PG_VERSION")), CultureInfo.InvariantCulture);
        return InstalledBinaries.Find(version)
            ?? throw new CannotStartException($"The data in {place.Home} was made by PostgreSQL {version}, which is not installed any more: install it, or start with --fresh.");
    }

    private static async Task InitialiseAsync(ClusterPlace place, InstalledBinaries binaries, string password, CancellationToken cancellation)
    {
        // A cluster that was cut short while being made has no PG_VERSION and holds nothing.
        place.Wipe();
        place.Prepare();
        var passwordFile = Path.Combine(place.Home, "password");
        PrivateFile.Write(passwordFile, password);
        try
        {
            if (OrdinaryUser.Name is { } user)
                Check(await Command.RunAsync("chown", ["-R", user + ":", place.Home], user: null, place.Home, cancellation));
            Check(await Command.RunAsync(
                binaries.InitDb,
                ["--pgdata", place.Files, "--username", Superuser, "--pwfile", passwordFile, "--auth", "scram-sha-256",
                    "--encoding", "UTF8", "--locale", OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C.UTF-8",
                    "--text-search-config", "simple", "--no-sync", "--no-instructions"],
                OrdinaryUser.Name,
                place.Home,
                cancellation));
        }
        finally
        {
            File.Delete(passwordFile);
        }

        await File.AppendAllTextAsync(Path.Combine(place.Files, "postgresql.conf"), "\ninclude 'caseworkspace.conf'\n", cancellation);
    }

    private static string Settings(int port, bool durable) => $"""
        listen_addresses = '127.0.0.1'
        port = {port}
        unix_socket_directories = ''
        max_connections = 300
        shared_buffers = 256MB
        password_encryption = 'scram-sha-256'
        timezone = 'UTC'
        jit = off
        # Statements and values of the files belong in no log.
        log_min_error_statement = panic
        log_error_verbosity = terse
        log_parameter_max_length_on_error = 0
        log_checkpoints = off
        # Off only for tests: what was committed then survives the death of any process, but not of the machine.
        fsync = {(durable ? "on" : "off")}
        full_page_writes = {(durable ? "on" : "off")}

        """;

    private static async Task<ProcessMark> LaunchAsync(ClusterPlace place, InstalledBinaries binaries, CancellationToken cancellation)
    {
        Command.Result result = new(0, "");
        // After a kill -9 of the postmaster its children need a moment to let go of the shared memory.
        for (var attempt = 0; attempt < 20; attempt++)
        {
            result = await Command.RunAsync(
                binaries.PgCtl, ["start", "--pgdata", place.Files, "--log", place.Log, "--wait", "--timeout", "120", "--silent"],
                OrdinaryUser.Name, place.Home, cancellation);
            if (result.ExitCode == 0 && PostmasterFile.Read(place.Files)?.Postmaster is { } postmaster)
                return postmaster;
            if (!LogTail.Of(place.Log).Contains("still in use", StringComparison.Ordinal))
                break;
            await Task.Delay(250, cancellation);
        }

        throw new CannotStartException($"PostgreSQL did not start.\n{result.Output}\nThe end of {place.Log}:\n{LogTail.Of(place.Log)}");
    }

    private static void Check(Command.Result result)
    {
        if (result.ExitCode != 0)
            throw new CannotStartException($"The private PostgreSQL cluster could not be made:\n{result.Output}");
    }
}
