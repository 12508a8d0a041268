using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>An acknowledged command or upload and a session survive kill -9 of Web.</summary>
[Collection(SharedInstallationToKill.Name)]
public sealed class KillTests(InstallationToKill killed)
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
        var kept = await NotesAsync();
        kept.Distinct().Count().ShouldBe(kept.Length, "a command was done twice");
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

        (await NotesAsync())
            .ShouldBe(Enumerable.Range(0, Commands).Select(TextOf), ignoreOrder: true);
        await WholeAsync();

        Task<Reply> NoteAsync(int i) => api.PostAsync(Investigator, $"/api/investigations/{files[i % Files]}/notes", new { text = TextOf(i) }, key: $"kill-{i}");

        async Task<string[]> NotesAsync() => StoredTexts.NotesOf(
            installation, await ReadAsync("select data::text from workspace.mt_events where type = 'note-added' and stream_id = any(@files)"));

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

        // What was cut off lies about until it is old enough to be nobody's; then the host that starts next removes it.
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
    public async Task A_session_survives_kill_9_of_Web_again_and_again_and_a_key_written_into_the_database_protects_none()
    {
        var web = killed.Installation.Web.Address.GetLeftPart(UriPartial.Authority);
        using var browser = new Visitor(web, roaming: true);
        (await browser.FillSignInAsync(await browser.GetAsync("/"), "investigator")).Path.ShouldBe(web + "/");
        await using (var app = new NpgsqlConnection(killed.Installation.Database.ConnectionStringFor(DatabaseRole.App)))
        {
            await app.OpenAsync(TestContext.Current.CancellationToken);
            // In plain text the table does not take it; sealed as another row it opens for nobody.
            (await Should.ThrowAsync<PostgresException>(() => RunAsync(app,
                $"""insert into workspace.protection_key (name, xml) values ('key-{Guid.CreateVersion7()}', '<key id="{Guid.CreateVersion7()}" version="1"><encryptedSecret /></key>')"""))).SqlState.ShouldBe(PostgresErrorCodes.CheckViolation);
            await RunAsync(app, $"insert into workspace.protection_key (name, xml) select 'key-{Guid.CreateVersion7()}', xml from workspace.protection_key");
        }

        for (var times = 0; times < 2; times++)
        {
            await killed.Installation.Web.KillAsync();
            await killed.StartAgainAsync();
            (await browser.GetAsync("/api/investigations")).Status.ShouldBe(HttpStatusCode.OK);
            (await browser.GetAsync("/")).Path.ShouldBe(web + "/");
        }

        using var newcomer = new Visitor(web, roaming: true);
        (await newcomer.FillSignInAsync(await newcomer.GetAsync("/"), "supervisor")).Path.ShouldBe(web + "/");
        await using var owner = NpgsqlDataSource.Create(killed.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var keys = owner.CreateCommand("select count(distinct substr(ticket, 5, 16)), (select count(*) from workspace.protection_key) from workspace.web_session");
        await using var row = await keys.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await row.ReadAsync(TestContext.Current.CancellationToken);
        (row.GetInt64(0), row.GetInt64(1)).ShouldBe((1, 2), "sessions protected by one key, and no key made anew");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
