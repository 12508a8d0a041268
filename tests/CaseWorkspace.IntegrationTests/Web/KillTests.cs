using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>An acknowledged command or upload survives kill -9 of Web; a database that is away for a moment loses nothing.</summary>
public sealed class KillTests(InstallationToKill killed) : IClassFixture<InstallationToKill>
{
    private const int Files = 10;
    private const int Commands = 200;

    [Fact]
    public async Task Kill_9_in_the_middle_of_commands_loses_none_that_was_acknowledged_and_leaves_none_half_done()
    {
        var (installation, api) = (killed.Installation, killed.Api);
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

        await killed.StartAgainAsync();
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

    [Fact]
    public async Task Kill_9_in_the_middle_of_an_upload_leaves_the_item_as_it_was_and_keeps_what_was_acknowledged()
    {
        var api = killed.Api;
        var file = (await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("kill"))).Expect(201).Id;
        var (kept, broken) = (await RegisterAsync(), await RegisterAsync());
        var content = RandomNumberGenerator.GetBytes(3_000_000);
        var incoming = Path.Combine(killed.Installation.DataFolder, "vault", "incoming");

        using (var client = new TcpClient("localhost", api.Address.Port))
        {
            var head = $"PUT {broken}/content HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {await api.Tokens.AccessAsync(Investigator)}\r\nPurpose: investigation\r\nContent-Length: {content.Length}\r\n\r\n";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await client.GetStream().WriteAsync(content.AsMemory(0, 2_000_000));
            while (!Directory.EnumerateFiles(incoming).Any())
                await Task.Delay(10, TestContext.Current.CancellationToken);
            (await api.UploadAsync(Investigator, HttpMethod.Put, kept + "/content", content)).Expect(200);
            await killed.Installation.Web.KillAsync();
        }

        // What was cut off lies about until it is old enough to be nobody's; then whichever host starts next removes it.
        var left = Directory.GetFiles(incoming).ShouldHaveSingleItem();
        File.SetLastWriteTimeUtc(left, File.GetLastWriteTimeUtc(left).AddMinutes(-2));
        await killed.StartAgainAsync();

        (await api.GetAsync(Investigator, kept + "/content")).Expect(200).Body.ShouldBe(content);
        ((string)(await api.GetAsync(Investigator, broken)).Expect(200).Json["state"]!).ShouldBe("registered");
        (await api.GetAsync(Investigator, broken + "/content")).Expect(422, "no-content-yet");
        for (var tries = 0; tries < 100 && File.Exists(left); tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        File.Exists(left).ShouldBeFalse();
        (await api.UploadAsync(Investigator, HttpMethod.Put, broken + "/content", content)).Expect(200);
        (await api.GetAsync(Investigator, broken + "/content")).Expect(200).Body.ShouldBe(content);

        async Task<string> RegisterAsync() =>
            "/api/evidence/" + (await api.PostAsync(Investigator, $"/api/investigations/{file}/evidence", Bodies.Evidence("kill"))).Expect(201).Id;
    }

    [Fact]
    public async Task While_the_database_is_away_a_call_is_told_to_come_again_and_then_it_goes_through()
    {
        var api = killed.Api;
        var file = (await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("away"))).Expect(201).Id;
        await using var owner = new NpgsqlConnection(killed.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var app = new NpgsqlConnection(killed.Installation.Database.ConnectionStringFor(DatabaseRole.App));
        await owner.OpenAsync(TestContext.Current.CancellationToken);
        await app.OpenAsync(TestContext.Current.CancellationToken);
        await RunAsync(owner, $"alter database \"{owner.Database}\" connection limit 0");
        try
        {
            await RunAsync(app, "select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and datname = current_database() and pid <> pg_backend_pid()");

            var away = (await api.PostAsync(Investigator, $"/api/investigations/{file}/notes", new { text = "while away" }, key: "away")).Expect(503, "unavailable");
            away.Header("Retry-After").ShouldBe("10");
            (await api.GetAsync(Investigator, $"/api/investigations/{file}")).Expect(503, "unavailable");
        }
        finally
        {
            await RunAsync(owner, $"alter database \"{owner.Database}\" connection limit -1");
        }

        (await api.PostAsync(Investigator, $"/api/investigations/{file}/notes", new { text = "while away" }, key: "away")).Expect(200);
        (await api.GetAsync(Investigator, $"/api/investigations/{file}")).Expect(200).Version.ShouldBe(2);

        static async Task RunAsync(NpgsqlConnection connection, string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}

/// <summary>An installation of its own, whose Web is killed.</summary>
public sealed class InstallationToKill(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    public Installation Installation { get; private set; } = null!;

    public Api Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Installation = await postgreSql.StartInstallationAsync(
            new Dictionary<string, string> { ["Limits:RequestsPerMinute"] = "1000000" }, TestContext.Current.CancellationToken);
        Api = new Api(Installation.Web.Address, new Tokens(Installation.Identity.Address.GetLeftPart(UriPartial.Authority)));
    }

    public async Task StartAgainAsync()
    {
        Installation.Web.Start();
        await Installation.Web.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        if (Installation is not null)
            await Installation.DisposeAsync();
    }
}
