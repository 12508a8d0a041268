using System.Collections.Concurrent;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>An acknowledged command survives kill -9 of Web.</summary>
public sealed class KillTests(PostgreSqlFixture postgreSql)
{
    private const int Files = 10;
    private const int Commands = 200;

    [Fact]
    public async Task Kill_9_in_the_middle_of_commands_loses_none_that_was_acknowledged_and_leaves_none_half_done()
    {
        await using var installation = await postgreSql.StartInstallationAsync(
            new Dictionary<string, string> { ["Limits:RequestsPerMinute"] = "1000000" }, TestContext.Current.CancellationToken);
        var tokens = new Tokens(installation.Identity.Address.GetLeftPart(UriPartial.Authority));
        using var api = new Api(installation.Web.Address, tokens);
        var files = new List<Guid>();
        for (var i = 0; i < Files; i++)
            files.Add((await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("kill"))).Expect(201).Id);

        var acknowledged = new ConcurrentDictionary<int, Reply>();
        var commands = Enumerable.Range(0, Commands).Select(i => Task.Run(async () =>
        {
            try
            {
                acknowledged[i] = await NoteAsync(i);
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                // Killed before it could answer: done or not done, but not half.
            }
        })).ToList();
        while (acknowledged.Count < Commands / 4)
            await Task.Delay(1);
        await installation.Web.KillAsync();
        await Task.WhenAll(commands);
        acknowledged.Values.ShouldAllBe(reply => reply.Status == 200);
        acknowledged.Count.ShouldBeInRange(Commands / 4, Commands - 1, "the kill came too late to prove anything");

        installation.Web.Start();
        await installation.Web.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        await using var database = NpgsqlDataSource.Create(installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        var kept = await ReadAsync(
            "select (data ->> 'text') from workspace.mt_events where type = 'note-added' and stream_id = any(@files)");
        kept.Distinct().Count().ShouldBe(kept.Count, "a command was done twice");
        kept.ShouldBeSubsetOf(Enumerable.Range(0, Commands).Select(TextOf));
        acknowledged.Keys.Select(TextOf).ShouldBeSubsetOf(kept);
        await WholeAsync();

        // The program sends again what was not answered; each is done exactly once in the end.
        foreach (var i in Enumerable.Range(0, Commands))
        {
            var reply = (await NoteAsync(i)).Expect(200);
            if (acknowledged.TryGetValue(i, out var first))
                reply.Whole.ShouldBe(first.Whole);
        }

        (await ReadAsync("select (data ->> 'text') from workspace.mt_events where type = 'note-added' and stream_id = any(@files)"))
            .ShouldBe(Enumerable.Range(0, Commands).Select(TextOf), ignoreOrder: true);
        await WholeAsync();

        Task<Reply> NoteAsync(int i) => api.PostAsync(Investigator, $"/api/investigations/{files[i % Files]}/notes", new { text = TextOf(i) }, key: $"kill-{i}");

        static string TextOf(int i) => $"command {i}";

        // Events, version, snapshot, words and the answer kept under the key stand or fall together.
        async Task WholeAsync() => (await ReadAsync(
            """
            select s.id::text from workspace.mt_streams s join workspace.mt_doc_investigation d on d.id = s.id
            where s.id = any(@files) and not (
                s.version = (select count(*) from workspace.mt_events e where e.stream_id = s.id)
                and s.version = d.mt_version
                and (d.data ->> 'notes')::int = s.version - 1
                and (select count(*) from workspace.case_text t where t.source = s.id) = s.version
                and (select count(*) from workspace.answered a where a.target = s.id) = s.version - 1)
            """)).ShouldBeEmpty();

        async Task<List<string>> ReadAsync(string sql)
        {
            await using var command = database.CreateCommand(sql);
            command.Parameters.AddWithValue("files", files.ToArray());
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
                rows.Add(reader.GetString(0));
            return rows;
        }
    }
}
