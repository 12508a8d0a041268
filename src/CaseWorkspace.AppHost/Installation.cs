using System.Diagnostics;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.AppHost.PostgreSql;
using CaseWorkspace.AppHost.Processes;

namespace CaseWorkspace.AppHost;

/// <summary>
/// CaseWorkspace on one machine: a PostgreSQL server, a database with roles and schema, and the three hosts as
/// processes of their own. The quickstart and the tests both start it through here.
/// </summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly InstallationOptions options;
    private readonly DataFolder data;
    private readonly Action<string> tell;
    private readonly Lock recording = new();
    private readonly TaskCompletionSource<string> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();
    private readonly List<HostProcess> hosts = [];
    private RunningRecord running;
    private DatabaseServer? server;
    private WorkspaceDatabase? database;
    private KeyDatabase? keys;
    private bool isDisposed;

    private Installation(InstallationOptions options, DataFolder data, Action<string> tell)
    {
        this.options = options;
        this.data = data;
        this.tell = tell;
        running = new RunningRecord
        {
            AppHost = ProcessMark.Of(Environment.ProcessId)!,
            Web = HostSettings.AddressOf(HostName.Web, options.Ports),
        };
    }

    public Secrets Secrets { get; private set; } = null!;
    public DatabaseServer Server => server!;
    public WorkspaceDatabase Database => database!;
    public KeyDatabase Keys => keys!;

    /// <summary>The settings by which a program reads and writes what the hosts do: for tests and measurements.</summary>
    public IReadOnlyDictionary<string, string?> WorkspaceSettings =>
        new HostSettings(options, data, Database, Keys).Of(HostName.Web)
            .Where(setting => setting.Key.StartsWith("ConnectionStrings__", StringComparison.Ordinal) || setting.Key.StartsWith("TextKeys__", StringComparison.Ordinal))
            .ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value, StringComparer.Ordinal);
    public string DataFolder => data.Path;
    public HostProcess Identity => Host(HostName.Identity);
    public HostProcess Web => Host(HostName.Web);
    public HostProcess Worker => Host(HostName.Worker);

    /// <summary>Completes, with a sentence, when a part ends that nobody stopped.</summary>
    public Task<string> Failed => failed.Task;

    /// <summary>Starts everything and returns when every host is ready.</summary>
    /// <exception cref="CannotStartException">With a sentence for the person who started it; nothing is left running.</exception>
    /// <exception cref="AlreadyRunningException">Another one holds the data folder; it is not touched.</exception>
    public static async Task<Installation> StartAsync(InstallationOptions options, Action<string>? tell = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var installation = new Installation(options, AppHost.DataFolder.Open(options.DataFolder), tell ?? (_ => { }));
        try
        {
            await installation.StartAsync(cancellation);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the hosts, then the server, then lets go of the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        await stopping.CancelAsync();
        await Task.WhenAll(hosts.Select(host => host.DisposeAsync().AsTask()));
        if (server is not null && options.Server is null)
            await server.DisposeAsync();
        File.Delete(data.Running);
        if (options.Ephemeral)
            data.Remove();
        data.Dispose();
        stopping.Dispose();
    }

    /// <summary>Another node of Web, beside the first and with its settings: for tests, which start and end it.</summary>
    public HostProcess CreateWebNode(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var settings = new HostSettings(options, data, Database, Keys).Of(HostName.Web);
        settings["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        return new HostProcess(HostName.Web, address, HostPrograms.Find(HostName.Web, options.HostsFolder), settings, Path.Combine(data.Logs, $"Web-{address.Port}.log"));
    }

    private HostProcess Host(HostName name) => hosts.Single(host => host.Name == name);

    private async Task StartAsync(CancellationToken cancellation)
    {
        tell(options.Fresh ? "Starting CaseWorkspace afresh" : "Starting CaseWorkspace");
        await data.EndLeftoversAsync();
        running.Write(data.Running);
        DemandPorts();
        if (options.Fresh)
            await WipeAsync(cancellation);
        data.Furnish();
        Secrets = options.Secrets ?? Secrets.LoadOrGenerate(data.Secrets);

        await Step("PostgreSQL", async () =>
        {
            server = options.Server ?? await DatabaseServer.StartAsync(options, data, Secrets, cancellation);
            if (options.Fresh && !server.IsOurs)
            {
                await WorkspaceDatabase.DropAsync(server, options.Database, Secrets, cancellation);
                await KeyDatabase.DropAsync(server, options.KeyDatabaseName, cancellation);
            }

            return server.Description;
        });
        await Step("Database", async () =>
        {
            database = await WorkspaceDatabase.PrepareAsync(server!, options.Database, Secrets, options.TakeOver, MigrateAsync, cancellation);
            keys ??= await KeyDatabase.PrepareAsync(server!, options.KeyDatabaseName, Secrets, cancellation);
            return database.Preparation switch
            {
                Preparation.Created => $"{database.Name}: roles and schema made",
                Preparation.Migrated => $"{database.Name}: brought up to date",
                _ => $"{database.Name}: as it was left",
            };
        });

        var settings = new HostSettings(options, data, database!, keys!);
        foreach (var name in Enum.GetValues<HostName>())
            StartHost(CreateHost(name, settings.Of(name)));
        await AwaitHostsAsync(cancellation);
        Record(record => record with { Ready = true });
        _ = WatchAsync();
    }

    private HostProcess CreateHost(HostName name, Dictionary<string, string> settings)
    {
        Directory.CreateDirectory(data.KeysOf($"{name}"));
        return new HostProcess(
            name,
            HostSettings.AddressOf(name, options.Ports),
            HostPrograms.Find(name, options.HostsFolder),
            settings,
            Path.Combine(data.Logs, $"{name}.log"));
    }

    private void StartHost(HostProcess host)
    {
        hosts.Add(host);
        File.Delete(host.Log);
        host.Start();
        Record(record => record with { Hosts = [.. hosts.Select(started => started.Mark).OfType<ProcessMark>()] });
    }

    private async Task AwaitHostsAsync(CancellationToken cancellation)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = hosts.Select(host => Step($"{host.Name}", async () =>
        {
            await host.WaitUntilReadyAsync(options.Patience, giveUp.Token);
            return host.Address.GetLeftPart(UriPartial.Authority);
        })).ToList();
        await foreach (var ready in Task.WhenEach(waiting))
        {
            if (ready.IsFaulted)
                await giveUp.CancelAsync();
        }

        // The failure itself is told rather than the others' giving up.
        await (waiting.Find(task => task.IsFaulted) ?? Task.WhenAll(waiting));
    }

    private async Task MigrateAsync(WorkspaceDatabase prepared, CancellationToken cancellation)
    {
        keys = await KeyDatabase.PrepareAsync(server!, options.KeyDatabaseName, Secrets, cancellation);
        var settings = new HostSettings(options, data, prepared, keys);
        foreach (var name in new[] { HostName.Worker, HostName.Identity })
        {
            await using var host = CreateHost(name, []);
            await host.MigrateAsync(settings.OfMigration(name), cancellation);
            // What a version before wrote in the clear is sealed before anybody looks.
            if (name is HostName.Worker)
                await host.RunAsync("seal-texts", settings.OfMigration(name), cancellation);
        }
    }

    private void DemandPorts()
    {
        Ports.Demand(options.Ports.Web, "Web", "--web-port");
        Ports.Demand(options.Ports.Identity, "Identity", "--identity-port");
        Ports.Demand(options.Ports.Worker, "Worker", "--worker-port");
    }

    private async Task WipeAsync(CancellationToken cancellation)
    {
        await PrivateCluster.EndLeftoverAsync(data.Cluster);
        if (options.PostgreSql is null && InstalledBinaries.Find() is null)
            await ContainerServer.WipeAsync(data.Path, cancellation);
        // On a server that was given, the database is dropped later, and only with the secrets that it was made with.
        data.Wipe(keepSecrets: options.PostgreSql is not null);
        running.Write(data.Running);
    }

    private async Task Step(string name, Func<Task<string>> work)
    {
        var clock = Stopwatch.StartNew();
        var outcome = await work();
        tell($"  {name,-11} {outcome}  ({clock.Elapsed.TotalSeconds:0.0} s)");
    }

    private void Record(Func<RunningRecord, RunningRecord> change)
    {
        lock (recording)
        {
            running = change(running);
            running.Write(data.Running);
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            var ends = hosts.ToDictionary(host => host.Ended);
            while (!stopping.IsCancellationRequested)
            {
                var tick = Task.Delay(500, stopping.Token);
                var ended = await Task.WhenAny([.. ends.Keys, tick]);
                // A Ctrl-C reaches the hosts as well as us: give our own stopping a moment to begin.
                if (ended != tick)
                    await Task.Delay(300, stopping.Token);
                stopping.Token.ThrowIfCancellationRequested();
                hosts.ForEach(running => LogCap.Apply(running.Log));
                if (ends.TryGetValue(ended, out var host))
                    failed.TrySetResult($"{host.Name} ended by itself (exit code {host.ExitCode}). The end of {host.Log}:\n{LogTail.Of(host.Log)}");
                else if (!server!.IsAlive)
                    failed.TrySetResult($"{server.Description} ended by itself.");
                if (failed.Task.IsCompleted)
                    return;
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped on purpose.
        }
    }
}
