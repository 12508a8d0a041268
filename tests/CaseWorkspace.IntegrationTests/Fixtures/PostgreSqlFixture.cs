using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.PostgreSql;
using CaseWorkspace.Platform.Storage.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>
/// One PostgreSQL server for a test run: the one given by CASEWORKSPACE_POSTGRES, else a container where Docker runs,
/// else a private cluster of the installed binaries. It starts when the first test asks for it.
/// </summary>
public sealed class PostgreSqlFixture : IAsyncDisposable
{
    private readonly Lazy<Task<DatabaseServer>> server;
    private readonly Lazy<Task<WorkspaceDatabase>> template;
    private readonly Lazy<Task<KeyDatabase>> keys;
    private readonly SemaphoreSlim copying = new(1);
    private readonly List<string> databases = [];
    private readonly List<IAsyncDisposable> dependents = [];
    private DataFolder? data;
    private int number;

    public PostgreSqlFixture()
    {
        server = new(StartServerAsync);
        template = new(PrepareTemplateAsync);
        keys = new(async () => await KeyDatabase.PrepareAsync(await ServerAsync(), $"caseworkspace_test_{Environment.ProcessId}_keys", Secrets, CancellationToken.None));
        Current = this;
    }

    /// <summary>The fixture of this test run, for fixtures: xunit injects it into test classes.</summary>
    public static PostgreSqlFixture Current { get; private set; } = null!;

    public Secrets Secrets { get; } = Secrets.Generate();

    /// <summary>Where everything of tests lies that is not meant to last.</summary>
    public static string TestsFolder { get; } = Path.Combine(Path.GetTempPath(), $"caseworkspace-tests-{Environment.UserName}");

    /// <summary>A folder of one's own for data that ends with the test run.</summary>
    public static string NewDataFolder() => Path.Combine(TestsFolder, Guid.CreateVersion7().ToString("N"));

    public Task<DatabaseServer> ServerAsync() => server.Value;

    /// <summary>The key store, which the databases of a test run share: keys are told apart by their ids.</summary>
    public Task<KeyDatabase> KeysAsync() => keys.Value;

    /// <summary>In the folder that this run holds: another run removes what nobody does.</summary>
    private string Masters => data!.TextKeys;

    /// <summary>The settings by which a host reaches it, and the master keys that go with it.</summary>
    public async Task<Dictionary<string, string>> KeySettingsAsync(string between = "__") => new()
    {
        ["ConnectionStrings" + between + "Keys"] = (await KeysAsync()).ConnectionStringFor(KeyRole.Keys),
        ["TextKeys" + between + "Folder"] = Masters,
    };

    /// <summary>Opens what stands sealed in events, as the hosts do.</summary>
    public async Task<TextKeys> TextKeysAsync() => new(
        new KeyStore((await KeysAsync()).ConnectionStringFor(KeyRole.Keys), new TextMasterKeys(Masters)), TimeProvider.System, NullLogger<TextKeys>.Instance);

    /// <summary>A fresh database with roles and schema: <c>ConnectionStringFor(DatabaseRole.App)</c> and so on.</summary>
    public async Task<WorkspaceDatabase> CreateDatabaseAsync(CancellationToken cancellation = default)
    {
        var prepared = await template.Value;
        await KeysAsync();
        await copying.WaitAsync(cancellation);
        try
        {
            var name = NewName();
            databases.Add(name);
            return await WorkspaceDatabase.CopyAsync(prepared, name, cancellation);
        }
        finally
        {
            copying.Release();
        }
    }

    /// <summary>Identity, Web and Worker on a fresh database and free ports; the caller ends it.</summary>
    public async Task<Installation> StartInstallationAsync(
        IReadOnlyDictionary<string, string>? settings = null, Ports? ports = null, CancellationToken cancellation = default)
    {
        var database = await CreateDatabaseAsync(cancellation);
        var given = new Dictionary<string, string>(settings ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal) { ["TextKeys:Folder"] = Masters };
        var installation = await Installation.StartAsync(
            new InstallationOptions
            {
                DataFolder = NewDataFolder(),
                Database = database.Name,
                KeyDatabase = (await KeysAsync()).Name,
                Server = await ServerAsync(),
                Secrets = Secrets,
                Ports = ports ?? Ports.Free(),
                Ephemeral = true,
                HostsFolder = TestedHosts.Folder,
                Settings = given,
            },
            line => Xunit.TestContext.Current.SendDiagnosticMessage(line),
            cancellation);
        Identity.PassedTime.At(installation.Identity.Address.GetLeftPart(UriPartial.Authority), database.ConnectionStringFor(DatabaseRole.Owner));
        return installation;
    }

    /// <summary>What stands on the server is ended before it.</summary>
    public void EndBefore(IAsyncDisposable dependent) => dependents.Add(dependent);

    public async ValueTask DisposeAsync()
    {
        foreach (var dependent in dependents)
            await dependent.DisposeAsync();
        if (server.IsValueCreated)
        {
            var started = await server.Value;
            if (!started.IsOurs)
            {
                if (keys.IsValueCreated)
                    await KeyDatabase.DropAsync(started, (await KeysAsync()).Name, CancellationToken.None);
                foreach (var database in databases)
                    await WorkspaceDatabase.DropAsync(started, database, Secrets, CancellationToken.None);
            }

            await started.DisposeAsync();
        }

        data?.Remove();
        copying.Dispose();
    }

    private async Task<DatabaseServer> StartServerAsync()
    {
        await DataFolder.RemoveAbandonedAsync(TestsFolder);
        data = DataFolder.Open(NewDataFolder());
        var options = new InstallationOptions
        {
            DataFolder = data.Path,
            PostgreSql = Environment.GetEnvironmentVariable("CASEWORKSPACE_POSTGRES"),
            Ports = Ports.Free(),
            Ephemeral = true,
        };
        return options.PostgreSql is null && ContainerServer.IsDockerThere
            ? await ContainerServer.StartAsync(data.Path, options, Secrets.Superuser, CancellationToken.None)
            : await DatabaseServer.StartAsync(options, data, Secrets, CancellationToken.None);
    }

    private async Task<WorkspaceDatabase> PrepareTemplateAsync()
    {
        var started = await ServerAsync();
        var name = NewName();
        databases.Add(name);
        return await WorkspaceDatabase.PrepareAsync(started, name, Secrets, takeOver: true, MigrateAsync, CancellationToken.None);
    }

    /// <summary>The scripts are those of the default engine, with which a new database needs no migration; with another one it goes over to that.</summary>
    private static async Task MigrateAsync(WorkspaceDatabase prepared, CancellationToken cancellation)
    {
        if (DatabaseScripts.AreComplete)
            throw new InvalidOperationException("A new database needs no migration.");
        var (exit, said) = await Identity.IdentityHost.RunAsync(["migrate"], ("ConnectionStrings__Owner", prepared.ConnectionStringFor(DatabaseRole.Owner)));
        if (exit != 0)
            throw new InvalidOperationException(said);
    }

    private string NewName() => $"caseworkspace_test_{Environment.ProcessId}_{Interlocked.Increment(ref number)}";
}
