using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using CaseWorkspace.Platform.Storage.Keys;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>While the key store does not answer, what needs a key is answered with 503 and leaves nothing behind; all else goes on.</summary>
public sealed class KeyStoreAwayTests(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    private readonly Ports ports = Ports.Free();
    private PlainProxy? way;
    private Installation? installation;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var keys = (await postgreSql.KeysAsync()).ConnectionStringFor(KeyRole.Keys);
        await OpenWayAsync();
        installation = await postgreSql.StartInstallationAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Keys"] = new NpgsqlConnectionStringBuilder(keys) { Host = "127.0.0.1", Port = ports.PostgreSql, Timeout = 3 }.ConnectionString,
        }, cancellation: Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (installation is not null)
            await installation.DisposeAsync();
        if (way is not null)
            await way.DisposeAsync();
    }

    [Fact]
    public async Task What_needs_a_key_is_answered_with_503_leaves_nothing_half_done_and_goes_on_when_the_key_store_is_back()
    {
        using var api = new Api(installation!.Web.Address, new Tokens(installation.Identity.Address.GetLeftPart(UriPartial.Authority)));
        var file = (await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("away"))).Expect(201).Id;
        var path = $"/api/investigations/{file}";
        (await api.GetAsync(null, "/health/ready")).Expect(200);

        await way!.DisposeAsync();
        way = null;
        var before = await EventsAsync();

        // The key of the file is held for a while; a new file has none yet.
        (await api.PostAsync(Investigator, path + "/notes", Bodies.Note("held"))).Expect(200);
        AwayFor(await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("later"), key: "once"));
        await Task.Delay(TextKeys.Held + TimeSpan.FromSeconds(1), Cancellation);
        (await api.GetAsync(null, "/health/ready")).Expect(503);
        AwayFor(await api.PostAsync(Investigator, path + "/notes", Bodies.Note("not held")));
        AwayFor(await api.GetAsync(Investigator, path + "/timeline"));
        AwayFor(await api.GetAsync(Investigator, path + "/as-of?at=2100-01-01T00:00:00Z"));
        // What stands in snapshots is read without it.
        (await api.GetAsync(Investigator, path)).Expect(200).Text.ShouldContain("Summary away");
        (await EventsAsync()).ShouldBe(before + 1);

        await OpenWayAsync();
        (await api.PostAsync(Investigator, path + "/notes", Bodies.Note("back"))).Expect(200);
        var timeline = (await api.GetAsync(Investigator, path + "/timeline")).Expect(200).Text;
        timeline.ShouldContain("Note held");
        timeline.ShouldContain("Note back");
        timeline.ShouldNotContain(SealedText.NotOpened);
        var once = (await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("later"), key: "once")).Expect(201).Id;
        (await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("later"), key: "once")).Expect(201).Id.ShouldBe(once);
        // The host remembers for a second whether it is.
        await Task.Delay(TimeSpan.FromSeconds(1.1), Cancellation);
        (await api.GetAsync(null, "/health/ready")).Expect(200);
    }

    private static void AwayFor(Reply reply)
    {
        reply.Expect(503);
        reply.Problem.ShouldBe("unavailable");
    }

    private async Task OpenWayAsync() =>
        way = new PlainProxy(ports.PostgreSql, new Uri($"http://localhost:{new NpgsqlConnectionStringBuilder((await postgreSql.ServerAsync()).Administrator).Port}"));

    private async Task<long> EventsAsync()
    {
        await using var owner = NpgsqlDataSource.Create(installation!.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var command = owner.CreateCommand("select count(*) from workspace.mt_events");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
