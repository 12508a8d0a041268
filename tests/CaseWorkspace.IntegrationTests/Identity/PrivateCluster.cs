using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>The two connections the identity host is given. Any source of a PostgreSQL with the roles of deploy/ will do.</summary>
public sealed record IdentityConnections(string Owner, string Identity);

public interface IIdentityDatabase : IAsyncDisposable
{
    Task<IdentityConnections> CreateAsync(string name);
}

/// <summary>A PostgreSQL of the installed binaries, in a temporary folder, on a free port.</summary>
public sealed class PrivateCluster : IIdentityDatabase
{
    private readonly string folder = Directory.CreateTempSubdirectory("cw-identity-").FullName;
    private readonly int port = FreePort();
    private Process? postgres;

    private string Superuser => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false";

    public async Task<IdentityConnections> CreateAsync(string name)
    {
        if (postgres is null)
            await StartAsync();
        await ExecuteAsync(Superuser, $"create database {name} owner caseworkspace_owner");
        string As(string role) => $"Host=127.0.0.1;Port={port};Username={role};Password=trusted;Database={name};Maximum Pool Size=20";
        return new IdentityConnections(As("caseworkspace_owner"), As("caseworkspace_identity"));
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is { HasExited: false })
        {
            Run("pg_ctl", "-D", Path.Combine(folder, "data"), "-m", "immediate", "stop");
            await postgres.WaitForExitAsync();
        }
        postgres?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartAsync()
    {
        var data = Path.Combine(folder, "data");
        if (Environment.IsPrivilegedProcess)
        {
            // PostgreSQL refuses to run as root.
            using var chown = Process.Start("chown", ["nobody", folder]);
            await chown.WaitForExitAsync();
        }
        Run("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8");
        postgres = Start("postgres", "-D", data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder}", "-c", "fsync=off");
        for (var tries = 0; ; tries++)
        {
            try
            {
                await ExecuteAsync(Superuser, "create role caseworkspace_owner login; create role caseworkspace_identity login");
                return;
            }
            catch (NpgsqlException) when (tries < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(program), arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        if (Environment.IsPrivilegedProcess)
            start.UserName = "nobody";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string Find(string program)
    {
        var versions = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture)).Select(path => Path.Combine(path, "bin"))
            : [];
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return versions.Concat(paths).Select(path => Path.Combine(path, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{program} is not installed: install PostgreSQL.");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
