using System.Collections.Concurrent;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Storage;
using Marten;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>Tests of the shared workspace run one after another: each may count what changed.</summary>
[CollectionDefinition(Name)]
public sealed class SharedWorkspace : ICollectionFixture<Workspace>
{
    public const string Name = "workspace";
}

/// <summary>The shared installation, its API, and what only its owner sees: the database and the logs.</summary>
public sealed class Workspace(RunningInstallation running) : IAsyncLifetime
{
    private readonly ConcurrentBag<Guid> writtenPastEvents = [];
    private readonly Dictionary<Type, IAsyncDisposable> shared = [];
    private NpgsqlDataSource database = null!;

    public Installation Installation { get; private set; } = null!;
    public Api Api { get; private set; } = null!;
    public Scenario Scenario { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Installation = await running.StartedAsync();
        Api = new Api(Installation.Web.Address, new Tokens(Installation.Identity.Address.GetLeftPart(UriPartial.Authority)));
        Scenario = new Scenario(Api);
        database = NpgsqlDataSource.Create(Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        foreach (var one in shared.Values)
            await one.DisposeAsync();
        await using var owner = database;
        using var store = Store();
        (await ScalarAsync<string[]>("select coalesce(array_agg(distinct kind), '{}') from workspace.case_scope")).Except(AllFeatures.Things.All.Select(thing => thing.Kind))
            .ShouldBeEmpty("What is stored is of a kind that a feature hands over.");
        var differences = await AccessComparison.Run(owner, store, AllFeatures.Modules, CancellationToken.None);
        differences.Where(one => !writtenPastEvents.Any(id => one.Row.Contains(id.ToString(), StringComparison.Ordinal)))
            .ShouldBeEmpty("What the tests did through the product: the tables of access are those that its events make.");
    }

    /// <summary>The one of its kind that all classes of the collection share, which run one after another: the first that asks starts it, and it ends with the workspace.</summary>
    public async Task<T> SharedAsync<T>(Func<Task<T>> start) where T : class, IAsyncDisposable
    {
        ArgumentNullException.ThrowIfNull(start);
        if (!shared.TryGetValue(typeof(T), out var started))
            shared[typeof(T)] = started = await start();
        return (T)started;
    }

    /// <summary>A test writes rows of access past the events, to try what follows: this is of which thing or person.</summary>
    public void WritesPastEvents(Guid id) => writtenPastEvents.Add(id);

    /// <summary>Somebody new whom the directory of colleagues knows, as after a first sign-in, and who does nothing.</summary>
    public async Task AppointAsync(Role role, string name, string unit)
    {
        using var store = Store();
        await new ColleagueDirectory(database, store, TimeProvider.System).Note(new Actor(Guid.CreateVersion7(), name, [role], unit, [], "appointed by a test"));
    }

    /// <summary>How many events there are.</summary>
    // What the Worker adds by itself, half a minute after somebody erased a record, is nobody's doing now.
    public Task<long> EventsAsync() => ScalarAsync<long>("select count(*) from workspace.mt_events where type <> 'person-erasure-completed'");

    /// <summary>The version of a thing as the account is told it; as it is, where the account is not shown the thing.</summary>
    /// <param name="account">Whose view it is.</param>
    /// <param name="thing">The thing.</param>
    /// <param name="api">Where tokens of the account are taken; the shared one when not given.</param>
    public async Task<long> VersionAsync(Account account, Guid thing, Api? api = null)
    {
        var path = await ScalarAsync<string>("select coalesce((select kind from workspace.case_scope where id = @p1), '')", thing) switch
        {
            "request" => $"/api/information-requests/{thing}",
            "evidence" => $"/api/evidence/{thing}",
            _ => null,
        };
        foreach (var one in path is null ? [] : new[] { path, path + "/custody/offer" })
        {
            var reply = await (api ?? Api).GetAsync(account, one);
            if (reply.Status == 200)
                return reply.Version;
        }

        return await VersionAsync(thing);
    }

    /// <summary>What the account's person is called: as the identity server says, or as a token that a test made said later.</summary>
    public Task<string> NameAsync(Account account) => ScalarAsync<string>("select name from workspace.person where id = @p1", account.Id);

    /// <summary>The version of a thing's stream, no matter who may see it.</summary>
    public Task<long> VersionAsync(Guid thing) => ScalarAsync<long>("select coalesce(max(version), 0)::bigint from workspace.mt_streams where id = @p1", thing);

    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters.AddWithValue($"p{i + 1}", parameters[i]);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Executes the statement in a transaction that stays open until it is disposed of: what it locks, others wait for.</summary>
    public async Task<HeldTransaction> HoldAsync(string sql, params object[] parameters)
    {
        var held = new HeldTransaction(await database.OpenConnectionAsync());
        await held.ExecuteAsync(sql, parameters);
        return held;
    }

    /// <summary>What the three hosts wrote into their logs so far.</summary>
    public async Task<string> LogsAsync()
    {
        var logs = "";
        foreach (var host in (HostProcess[])[Installation.Identity, Installation.Web, Installation.Worker])
        {
            using var reader = new StreamReader(new FileStream(host.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            logs += await reader.ReadToEndAsync();
        }

        return logs;
    }

    private DocumentStore Store() => DocumentStore.For(options => WorkspaceStore.Configure(options, database, AllFeatures.Modules));
}
