using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.Features;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using CaseWorkspace.Platform.Hosting;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>
/// An upgrade one node after the other (docs/operations.md): the schema goes to the next version under two nodes of Web, Identity and Worker
/// of this build. Where it still serves them they go on, and start anew; where it does not, they are not ready and say why.
/// </summary>
public sealed class RollingUpgradeTests(Browser browser, TwoNodes nodes) : IClassFixture<TwoNodes>
{
    /// <summary>What <c>migrate</c> of a next version would do with an expanding step.</summary>
    private const string Next =
        """
        begin;
        alter table workspace.person add column rank text;
        alter table identity.accounts add column rank text;
        update workspace.schema_version set number = number + 1, scripts_sha256 = 'next';
        insert into identity.accounts_migrations values ('29991231000000_Ranks', '10.0.0');
        insert into identity.expanding_migrations values ('29991231000000_Ranks');
        commit;
        """;

    private const string NextButOne =
        """
        begin;
        update workspace.schema_version set number = number + 1, serves_from = number + 1;
        insert into identity.accounts_migrations values ('29991231000001_NoRanks', '10.0.0');
        commit;
        """;

    private static readonly string[] CutOff = ["WebSocket", "Failed to load resource", "Failed to start the connection", "Connection disconnected", "net::ERR", "Failed to complete", "Error: Cannot send data", "dynamically imported module"];

    [Fact]
    public async Task Nodes_go_on_with_a_newer_schema_that_serves_them_start_on_it_and_are_not_ready_on_one_that_does_not()
    {
        var own = int.Parse((await nodes.ReadAsync("select number::text from workspace.schema_version")).Single(), CultureInfo.InvariantCulture);
        HostProcess[] hosts = [.. nodes.Web, nodes.Installation.Worker, nodes.Installation.Identity];
        using var api = new Api(nodes.Proxy.Address, new Tokens(nodes.Installation.Identity.Address.GetLeftPart(UriPartial.Authority)));
        var file = (await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("rolling"))).Expect(201).Id;
        var person = await Person.SignInAsync(await browser.StartedAsync(), nodes.Proxy.Address, "investigator", Person.English, 1440, anew: true);
        person.Expects(CutOff);
        await person.OpenAsync($"/files/{file}");
        await person.Page.Locator("#note[data-draft]").WaitForAsync();
        await person.FillAsync("note", "Half a note, typed before the upgrade.");
        using var session = new Visitor(nodes.Proxy.Address.AbsoluteUri, roaming: true);
        (await session.FillSignInAsync(await session.GetAsync("/"), "investigator")).Path.ShouldBe(nodes.Proxy.Address.AbsoluteUri);

        using var over = new CancellationTokenSource();
        var faults = new ConcurrentBag<string>();
        var kept = 0;
        Task[] callers =
        [
            .. Enumerable.Range(0, 2).Select(caller => CallAsync(async number =>
            {
                var reply = await api.PostAsync(Investigator, $"/api/investigations/{file}/notes", new { text = $"note {caller}-{number}" }, key: $"rolling {caller}-{number}");
                Interlocked.Increment(ref kept);
                return (reply.Status, reply.Text);
            })),
            CallAsync(async _ =>
            {
                var sheet = await session.GetAsync("/files");
                return (sheet.Path.EndsWith("/files", StringComparison.Ordinal) ? (int)sheet.Status : 0, sheet.Path);
            }),
        ];

        // The locks of a migration are taken and given back under load: nothing fails. All functions and their triggers are made anew.
        await nodes.ExecuteAsync("update workspace.schema_migration set sha256 = 'before' where script like 'functions/%'");
        await SchemaMigration.Run(nodes.Installation.Database.ConnectionStringFor(DatabaseRole.Owner), AllFeatures.Modules);
        await nodes.ExecuteAsync(Next);
        for (var second = 0; second < 3; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
            foreach (var host in hosts)
                (await StatusAsync(host)).ShouldBe(HttpStatusCode.OK, $"{host.Name}: {await LogAsync(host)}");
        }

        // One after the other is replaced; here by the same program, which starts on the newer schema.
        await nodes.KillOnceAsync();
        await nodes.KillOnceAsync();
        await over.CancelAsync();
        await Task.WhenAll(callers);
        faults.ShouldBeEmpty();
        kept.ShouldBeGreaterThan(20);
        // Of these there is one here: while it is replaced, calls are told to come again.
        foreach (var host in hosts[2..])
        {
            await host.StopAsync();
            host.Start();
            await host.WaitUntilReadyAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
        }

        using (var later = new Visitor(nodes.Installation.Identity.Address.AbsoluteUri))
            (await later.SignInAsync("supervisor")).Status.ShouldBe(HttpStatusCode.Redirect);
        await Expect(person.Page.Locator("#note")).ToHaveValueAsync("Half a note, typed before the upgrade.", new() { Timeout = 60_000 });
        await person.Page.Locator("#note[data-draft]").WaitForAsync();
        await person.PressAsync("file.note.add");
        await Expect(person.Page.Locator("#note")).ToHaveValueAsync("", new() { Timeout = 30_000 });
        StoredTexts.NotesOf(nodes.Installation, await nodes.ReadAsync($"select data::text from workspace.mt_events where type = 'note-added' and stream_id = '{file}'")).ShouldContain("Half a note, typed before the upgrade.");
        await person.Page.Context.CloseAsync();

        await nodes.ExecuteAsync(NextButOne);
        foreach (var host in hosts)
        {
            var waited = System.Diagnostics.Stopwatch.StartNew();
            while (await StatusAsync(host) != HttpStatusCode.ServiceUnavailable)
            {
                waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), $"{host.Name} is ready on a schema that does not serve it");
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }

            (await LogAsync(host)).ShouldContain(host.Name is HostName.Identity
                ? "The schema identity is newer than this program and does not serve it (29991231000001_NoRanks): start the program of the newer version."
                : $"serves programs from version {own + 2} on, and this program works with version {own}: start the program of the newer version.");
        }

        async Task CallAsync(Func<int, Task<(int Status, string Text)>> call)
        {
            for (var number = 0; !over.IsCancellationRequested; number++)
            {
                try
                {
                    var (status, text) = await call(number);
                    if (status is not 200)
                        faults.Add($"{status} {text}");
                }
                catch (Exception cut) when (cut is HttpRequestException or IOException)
                {
                    // The node was replaced under the call.
                }

                await Task.Delay(20);
            }
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HostProcess host)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(host.Address, "health/ready"));
        return answer.StatusCode;
    }

    private static async Task<string> LogAsync(HostProcess host)
    {
        await using var log = new FileStream(host.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(log);
        return await reader.ReadToEndAsync();
    }
}
