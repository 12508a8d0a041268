using System.Text.Json.Nodes;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Storage.Keys;
using Marten;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Worker;

/// <summary>The verb seal-texts, as an operator runs it, on the database of a version that wrote texts in the clear.</summary>
public sealed class SealTextsTests(PostgreSqlFixture postgreSql)
{
    private const string Texts = """
        select type || ' ' || (jsonb_path_query(data, 'strict $.**') #>> '{}') from workspace.mt_events where type in ('note-added', 'investigation-opened', 'evidence-registered', 'request-registered')
        """;

    [Theory]
    [InlineData("schemas/version-2-e72d5a8.sql.gz")]
    [InlineData("schemas/version-4-e692e63.sql.gz")]
    [InlineData("schemas/version-5-0dc54c9.sql.gz")]
    public async Task Texts_of_before_are_sealed_once_history_is_what_it_was_and_access_stays(string version)
    {
        var database = await OldSchema.RestoreAsync(postgreSql, version);
        var owner = database.ConnectionStringFor(DatabaseRole.Owner);
        await SchemaMigration.Run(owner, AllFeatures.Modules);
        await using var source = NpgsqlDataSource.Create(owner);
        using var keys = await postgreSql.TextKeysAsync();
        var before = await HistoryAsync(source, keys);
        before.Plain.ShouldBeGreaterThan(10);

        var (would, counted) = await RunAsync(owner, "--dry-run");
        would.ShouldBe(1, counted);
        counted.ShouldContain($"{before.Plain} events hold texts in the clear. Nothing was written");
        (await HistoryAsync(source, keys)).Plain.ShouldBe(before.Plain);

        var (did, said) = await RunAsync(owner);
        did.ShouldBe(0, said);
        said.ShouldContain($"{before.Plain} events held texts in the clear and are sealed.");
        var after = await HistoryAsync(source, keys);
        after.Plain.ShouldBe(0);
        after.States.ShouldBe(before.States);
        after.Access.ShouldBe(before.Access);
        foreach (var text in before.Texts.Where(text => text.Split(' ').Length > 3))
            after.Stored.ShouldNotContain(text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..]);

        var (again, nothing) = await RunAsync(owner);
        again.ShouldBe(0, nothing);
        nothing.ShouldEndWith("Every text in the events is sealed.\n");
        (await HistoryAsync(source, keys)).Stored.ShouldBe(after.Stored);
    }

    [Fact]
    public async Task It_says_what_is_missing_and_seals_nothing_without_the_key_store()
    {
        var owner = (await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken)).ConnectionStringFor(DatabaseRole.Owner);
        var (code, said) = await WorkerVerb.RunAsync(["seal-texts"], ("ConnectionStrings__Owner", owner));
        code.ShouldBe(2, said);
        said.ShouldContain("ConnectionStrings:Keys is missing");
    }

    private async Task<(int Code, string Said)> RunAsync(string owner, params string[] options) =>
        await WorkerVerb.RunAsync(["seal-texts", .. options], [("ConnectionStrings__Owner", owner), .. (await postgreSql.KeySettingsAsync()).Select(one => (one.Key, one.Value))]);

    private static async Task<History> HistoryAsync(NpgsqlDataSource source, TextKeys keys)
    {
        await using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, source, AllFeatures.Modules, keys: keys));
        await using var session = store.QuerySession();
        var states = new List<string>();
        foreach (var file in await session.Query<Investigation>().ToListAsync(TestContext.Current.CancellationToken))
            states.Add(System.Text.Json.JsonSerializer.Serialize(await session.Events.AggregateStreamAsync<Investigation>(file.Id, token: TestContext.Current.CancellationToken)));
        var types = ((IReadOnlyStoreOptions)store.Options).Events.AllKnownEventTypes().Where(one => MarkedTexts.AreIn(one.EventType)).ToDictionary(one => one.EventTypeName, one => one.EventType);
        var stored = await ReadAsync(source, "select type || ' ' || data::text from workspace.mt_events order by seq_id");
        var plain = stored.Count(one => types.TryGetValue(one.Split(' ')[0], out var type) && MarkedTexts.ArePlain(JsonNode.Parse(one[(one.IndexOf(' ', StringComparison.Ordinal) + 1)..])!.AsObject(), type));
        var access = (await AccessComparison.Run(source, store, AllFeatures.Modules, TestContext.Current.CancellationToken)).Select(one => one.Row);
        return new History(plain, string.Join('\n', states), string.Join('\n', access), string.Join('\n', stored), await ReadAsync(source, Texts));
    }

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            if (!await reader.IsDBNullAsync(0))
                rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private sealed record History(int Plain, string States, string Access, string Stored, List<string> Texts);
}
