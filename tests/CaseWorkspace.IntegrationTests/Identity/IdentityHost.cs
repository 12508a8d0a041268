using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>The tests of the protocol and of the host.</summary>
[CollectionDefinition(Name)]
public sealed class SharedIdentityHost : ICollectionFixture<IdentityHost>
{
    public const string Name = "identity";
}

/// <summary>The tests of accounts, factors, sessions and limits, on a host of their own, so that they run beside those of the protocol.</summary>
[CollectionDefinition(Name)]
public sealed class SharedAccountsHost : ICollectionFixture<IdentityHost>
{
    public const string Name = "accounts";
}

/// <summary>The two connections the identity host is given.</summary>
public sealed record IdentityConnections(string Owner, string Identity);

/// <summary>The real identity host as a process of its own, on a database of its own, with the demo accounts.</summary>
public sealed class IdentityHost(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    public const string WebOrigin = "http://localhost:5080";
    private static readonly ConcurrentDictionary<IdentityHost, bool> Running = new();
    private readonly List<(string? Test, Process Process)> processes = [];

    public string Address { get; private set; } = "";
    public IdentityConnections Connections { get; private set; } = null!;
    public StringBuilder Output { get; } = new();

    public static string Root { get; } = Repository.Root!;

    public async ValueTask InitializeAsync()
    {
        Running[this] = true;
        Connections = ConnectionsTo(await postgreSql.CreateDatabaseAsync());
        Address = await StartAsync(Connections, Output);
    }

    /// <summary>A database of its own, as the verb <c>migrate</c> leaves it.</summary>
    public async Task<IdentityConnections> OwnDatabaseAsync() => ConnectionsTo(await postgreSql.CreateDatabaseAsync());

    /// <summary>A database whose schema is as empty as before the first migration.</summary>
    public async Task<IdentityConnections> EmptyDatabaseAsync()
    {
        var connections = ConnectionsTo(await postgreSql.CreateDatabaseAsync());
        await ExecuteAsync(connections.Owner, "drop schema identity cascade; create schema identity; grant usage on schema identity to caseworkspace_identity");
        return connections;
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Starts a host and answers its address once it is ready. One that a test starts ends with it (<see cref="EndsHostsAttribute"/>), one of a fixture with the collection.</summary>
    public async Task<string> StartAsync(IdentityConnections connections, StringBuilder? output = null, params (string Key, string Value)[] settings)
    {
        var address = $"http://localhost:{Ports.Free().Identity}";
        PassedTime.At(address, connections.Owner);
        return await LaunchAsync([.. Settings(connections, address), .. settings], address, output ?? new StringBuilder());
    }

    private async Task<string> LaunchAsync((string Key, string Value)[] settings, string address, StringBuilder output)
    {
        var process = Launch([], settings, output);
        lock (processes)
            processes.Add((TestContext.Current.Test?.UniqueID, process));
        using var http = new HttpClient(LocalCertificate.Trusting(new SocketsHttpHandler()));
        for (var tries = 0; tries < 1200; tries++)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The host ended: {output}");
            try
            {
                using var answer = await http.GetAsync(new Uri(address + "/health/ready"));
                if (answer.IsSuccessStatusCode)
                    return address;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(50);
        }
        throw new TimeoutException("The host was not ready within 60 s.");
    }

    /// <summary>
    /// Starts a host that is no demonstration, over https with a certificate of its own, on a database without demo accounts; answers its
    /// address once it is ready.
    /// </summary>
    public Task<string> StartProductionAsync(IdentityConnections connections, string keys, params (string Key, string Value)[] settings)
    {
        var (certificate, key) = LocalCertificate.Files();
        var address = $"https://localhost:{Ports.Free().Identity}";
        PassedTime.At(address, connections.Owner);
        return LaunchAsync(
        [
            .. Settings(connections, address), ("ASPNETCORE_ENVIRONMENT", ""), ("Demo__Enabled", ""), ("Keys__Folder", keys),
            ("Identity__WebOrigin", "https://localhost:5080"),
            ("Kestrel__Certificates__Default__Path", certificate), ("Kestrel__Certificates__Default__KeyPath", key), .. settings,
        ], address, new StringBuilder());
    }

    /// <summary>Runs the program to its end: a verb, or a start that is refused.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, params (string Key, string Value)[] settings)
    {
        var output = new StringBuilder();
        using var process = Launch(arguments, settings, output);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(timeout.Token);
        lock (output)
            return (process.ExitCode, output.ToString());
    }

    public static (string Key, string Value)[] Settings(IdentityConnections connections, string address) =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Demo"), ("ASPNETCORE_URLS", address), ("Demo__Enabled", "true"),
        ("ConnectionStrings__Identity", connections.Identity), ("ConnectionStrings__Owner", connections.Owner),
        ("Identity__Issuer", address), ("Identity__WebOrigin", WebOrigin), ("Identity__WebBackChannel", WebKey.Address),
        ("Identity__Limits__SignInsPerMinute", "10000"), ("Identity__Limits__PushedRequestsPerMinute", "10000"), ("Identity__Limits__FailedAssertionsPerMinute", "10000"), ("Identity__TrustedProxies", "127.0.0.1, ::1"), ("Keys__Folder", KeysFolder(connections)),
    ];

    /// <summary>The folder of the master key that belongs to the database.</summary>
    public static string KeysFolder(IdentityConnections connections) => Path.Combine(
        Path.GetTempPath(), "cw-identity-keys-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(connections.Identity)))[..12]);

    /// <summary>Asks the database as its owner, for what no page shows.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Connections.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        var value = await command.ExecuteScalarAsync();
        return value is null or DBNull ? default : (T)value;
    }

    public ValueTask DisposeAsync()
    {
        Running.TryRemove(this, out _);
        End(_ => true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the hosts that the test started: a host that nobody asks any more works in the background, and holds memory and connections.</summary>
    public static void EndOf(string test)
    {
        foreach (var host in Running.Keys)
            host.End(of => of == test);
    }

    private void End(Func<string?, bool> isOver)
    {
        List<Process> over;
        lock (processes)
        {
            over = [.. processes.Where(one => isOver(one.Test)).Select(one => one.Process)];
            processes.RemoveAll(one => over.Contains(one.Process));
        }

        foreach (var process in over)
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }

    private static IdentityConnections ConnectionsTo(WorkspaceDatabase database) =>
        new(database.ConnectionStringFor(DatabaseRole.Owner), database.ConnectionStringFor(DatabaseRole.Identity));

    private static Process Launch(string[] arguments, (string Key, string Value)[] settings, StringBuilder output)
    {
        var start = new ProcessStartInfo(HostPrograms.Dotnet, [TestedHosts.ProgramOf(HostName.Identity), .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || key.Contains("__", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        var process = Process.Start(start)!;
        void Keep(string? line)
        {
            lock (output)
                output.Append(line).Append('\n');
        }
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
