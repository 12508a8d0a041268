using System.Diagnostics;
using System.Globalization;
using CaseWorkspace.AppHost.PostgreSql;
using Npgsql;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>A synchronous standby of a private cluster: the primary confirms a commit only when this copy has it.</summary>
public sealed class SynchronousCopy : IAsyncDisposable
{
    private readonly PrivateCluster primary;
    private readonly ClusterPlace place;
    private readonly int port;

    private SynchronousCopy(PrivateCluster primary, ClusterPlace place, int port)
    {
        this.primary = primary;
        this.place = place;
        this.port = port;
    }

    private string Files => Path.Combine(place.Home, "copy");

    /// <summary>Copies the cluster, lets the copy follow it and has the primary wait for it at each commit.</summary>
    public static async Task<SynchronousCopy> StartAsync(PrivateCluster primary, ClusterPlace place, int port)
    {
        var copy = new SynchronousCopy(primary, place, port);
        var administrator = new NpgsqlConnectionStringBuilder(primary.Administrator);
        await RunAsync("pg_basebackup", ["--host", administrator.Host!, "--port", administrator.Port.ToString(CultureInfo.InvariantCulture), "--username", administrator.Username!,
            "--pgdata", copy.Files, "--write-recovery-conf", "--wal-method", "stream", "--checkpoint", "fast", "--no-sync"], place.Home, administrator.Password);
        await copy.StartAsync();
        await copy.OnPrimaryAsync("alter system set synchronous_standby_names = '*'");
        await copy.OnPrimaryAsync("select pg_reload_conf()");
        while (await copy.OnPrimaryAsync("select count(*) from pg_stat_replication where sync_state = 'sync'") is not 1L)
            await Task.Delay(50);
        return copy;
    }

    /// <summary>Ends the copy at once: what comes to the primary from now on waits for it.</summary>
    public Task StopAsync() => RunAsync("pg_ctl", ["stop", "--pgdata", Files, "--mode", "immediate", "--silent"], place.Home);

    /// <summary>The primary is lost, and the copy takes its place.</summary>
    public async Task TakeOverAsync()
    {
        var postmaster = int.Parse((await File.ReadAllLinesAsync(Path.Combine(place.Files, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        using (var process = Process.GetProcessById(postmaster))
            process.Kill();
        await StartAsync();
        await RunAsync("pg_ctl", ["promote", "--pgdata", Files, "--wait", "--silent"], place.Home);
        // Of one node alone nobody waits for a copy.
        await ExecuteAsync(On(primary.Administrator), "alter system set synchronous_standby_names = ''");
        await ExecuteAsync(On(primary.Administrator), "select pg_reload_conf()");
    }

    /// <summary>The same connection, to the copy.</summary>
    public string On(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Port = port, Pooling = false }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Files, "postmaster.pid")))
            await StopAsync();
    }

    private Task StartAsync() =>
        RunAsync("pg_ctl", ["start", "--pgdata", Files, "--log", Path.Combine(place.Home, "copy.log"), "--options", $"-p {port}", "--wait", "--silent"], place.Home);

    private Task<object?> OnPrimaryAsync(string sql) => ExecuteAsync(primary.Administrator, sql);

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>As the user of the cluster: PostgreSQL refuses root.</summary>
    private static async Task RunAsync(string program, string[] arguments, string home, string? password = null)
    {
        // Links to some of the programs may lie elsewhere; they lie together.
        var control = InstalledBinaries.Find()!.PgCtl;
        var folder = Path.GetDirectoryName(File.ResolveLinkTarget(control, returnFinalTarget: true)?.FullName ?? control)!;
        var start = new ProcessStartInfo(Path.Combine(folder, program), arguments) { WorkingDirectory = home, UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        if (Environment.IsPrivilegedProcess)
            start.UserName = "nobody";
        start.Environment["HOME"] = home;
        start.Environment["LC_ALL"] = "C";
        if (password is not null)
            start.Environment["PGPASSWORD"] = password;
        using var process = Process.Start(start)!;
        // The server started inherits the pipes: they are not read to their end.
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
