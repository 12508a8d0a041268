using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Microsoft.Playwright;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>Two nodes of Web behind a plain proxy serve one session, pages and API, while they are killed and replaced.</summary>
public sealed class NodesTests(Browser browser, TwoNodes nodes) : IClassFixture<TwoNodes>
{
    /// <summary>Half a minute; <c>CASEWORKSPACE_NODES_SECONDS</c> says another time (docs/operations.md).</summary>
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("CASEWORKSPACE_NODES_SECONDS") ?? "30", CultureInfo.InvariantCulture));

    private static readonly string[] CutOff = ["WebSocket", "Failed to load resource", "Failed to start the connection", "Connection disconnected", "net::ERR", "Failed to complete", "Error: Cannot send data", "dynamically imported module"];

    [Fact]
    public async Task One_of_two_nodes_killed_every_few_seconds_loses_no_session_no_draft_and_nothing_acknowledged()
    {
        using var api = new Api(nodes.Proxy.Address, new Tokens(nodes.Installation.Identity.Address.GetLeftPart(UriPartial.Authority)));
        var file = (await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("nodes"))).Expect(201).Id;
        var person = await SignInAsync("investigator");
        var loaded = 0;
        person.Page.Load += (_, _) => loaded++;
        var strayed = new ConcurrentBag<string>();
        person.Page.FrameNavigated += (_, frame) =>
        {
            if (frame.Url.Contains("/sign-in", StringComparison.Ordinal) || frame.Url.StartsWith(nodes.Installation.Identity.Address.AbsoluteUri, StringComparison.Ordinal))
                strayed.Add(frame.Url);
        };
        await person.OpenAsync($"/files/{file}");
        await person.Page.Locator("#note[data-draft]").WaitForAsync();
        await person.FillAsync("note", "Written while the nodes fell.");
        using var session = new Visitor(nodes.Proxy.Address.AbsoluteUri, roaming: true);
        (await session.FillSignInAsync(await session.GetAsync("/"), "investigator")).Path.ShouldBe(nodes.Proxy.Address.AbsoluteUri);

        using var over = new CancellationTokenSource();
        var faults = new ConcurrentBag<string>();
        var acknowledged = new ConcurrentBag<string>();
        var cuts = 0;
        Task[] callers =
        [
            .. Enumerable.Range(0, 3).Select(caller => CallAsync(async number =>
            {
                var text = $"note {caller}-{number}";
                var reply = await api.PostAsync(Investigator, $"/api/investigations/{file}/notes", new { text }, key: text);
                if (reply.Status == 200)
                    acknowledged.Add(text);
                return (reply.Status, reply.Text);
            })),
            CallAsync(async _ =>
            {
                var sheet = await session.GetAsync("/api/investigations");
                return ((int)sheet.Status, sheet.Html);
            }),
            CallAsync(async _ =>
            {
                var sheet = await session.GetAsync("/files");
                return (sheet.Path.EndsWith("/files", StringComparison.Ordinal) ? (int)sheet.Status : 0, sheet.Path);
            }),
        ];
        var killed = await nodes.KillInTurnAsync(Time);
        await over.CancelAsync();
        await Task.WhenAll(callers);

        TestContext.Current.SendDiagnosticMessage($"{killed} nodes killed, {cuts} calls cut off and sent again, {acknowledged.Count} notes kept, the page loaded {loaded} times");
        killed.ShouldBeGreaterThanOrEqualTo(2);
        faults.ShouldBeEmpty();
        strayed.ShouldBeEmpty("somebody was sent to sign in again");
        var kept = StoredTexts.NotesOf(nodes.Installation, await nodes.ReadAsync($"select data::text from workspace.mt_events where type = 'note-added' and stream_id = '{file}'"));
        acknowledged.ShouldBeSubsetOf(kept);
        kept.Distinct().Count().ShouldBe(kept.Length, "a command was done twice");

        // The page has come back by itself to where it was, with what was being written.
        await TakeUpAsync(person);
        loaded.ShouldBeGreaterThan(1, "the page never lost its node");
        await Expect(person.Page.Locator("#note")).ToHaveValueAsync("Written while the nodes fell.", new() { Timeout = 30_000 });
        person.Page.Url.ShouldBe(new Uri(nodes.Proxy.Address, $"/files/{file}").AbsoluteUri);
        await person.PressAsync("file.note.add");
        await Expect(person.Page.Locator("#note")).ToHaveValueAsync("");
        StoredTexts.NotesOf(nodes.Installation, await nodes.ReadAsync($"select data::text from workspace.mt_events where type = 'note-added' and stream_id = '{file}'")).ShouldContain("Written while the nodes fell.");
        await person.Page.Context.CloseAsync();
        person.Faults.ShouldBeEmpty();

        // A call cut off with its node is sent again; every other answer is the one that was asked for.
        async Task CallAsync(Func<int, Task<(int Status, string Text)>> call)
        {
            for (var number = 0; !over.IsCancellationRequested; number++)
            {
                for (var sent = false; !sent && !over.IsCancellationRequested;)
                {
                    try
                    {
                        var (status, text) = await call(number);
                        if (status is not 200)
                            faults.Add($"{status} {text}");
                        sent = true;
                    }
                    catch (Exception cut) when (cut is HttpRequestException or IOException)
                    {
                        Interlocked.Increment(ref cuts);
                    }
                }

                await Task.Delay(20);
            }
        }
    }

    [Fact]
    public async Task A_page_whose_session_has_ended_says_so_and_leads_to_sign_in_and_back_with_its_draft()
    {
        var person = await SignInAsync("investigator-2");
        await person.OpenAsync("/access");
        await person.Page.Locator("form[data-draft-form] #ask-reason").WaitForAsync();
        await person.FillAsync("ask-reason", "Half a reason, written before the session ended.");
        await nodes.ExecuteAsync("delete from workspace.web_session");
        await Expect(person.Page.GetByText(person.Words("problem.session-ended"))).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await person.Page.GetByRole(AriaRole.Button, new() { Name = person.Words("frame.sign-in") }).ClickAsync();
        await BackAsync();

        // The same where the node went with the session: no line, and nobody signed in.
        await nodes.ExecuteAsync("delete from workspace.web_session");
        await nodes.KillOnceAsync();
        await nodes.KillOnceAsync();
        var dialog = person.Page.Locator("#components-reconnect-modal");
        await Expect(dialog.GetByText(person.Words("frame.reconnect.signed-out"))).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await dialog.GetByRole(AriaRole.Link, new() { Name = person.Words("frame.sign-in") }).ClickAsync();
        await BackAsync();
        await person.Page.Context.CloseAsync();
        person.Faults.ShouldBeEmpty();

        async Task BackAsync()
        {
            await Expect(person.Page.Locator("#ask-reason")).ToHaveValueAsync("Half a reason, written before the session ended.", new() { Timeout = 30_000 });
            person.Page.Url.ShouldBe(new Uri(nodes.Proxy.Address, "/access").AbsoluteUri);
        }
    }

    [Theory]
    [InlineData(Person.English, "The database does not answer just now")]
    [InlineData(Person.Georgian, "მონაცემთა ბაზა ამჟამად არ პასუხობს")]
    public async Task An_open_page_says_that_the_database_is_away_and_comes_back_by_itself(string language, string words)
    {
        var person = await SignInAsync("investigator", language);
        await person.OpenAsync("/");
        await using (await nodes.DatabaseAwayAsync())
        {
            await person.Page.Locator(".cw-side a[href='/files']").ClickAsync();
            await Expect(person.Main).ToContainTextAsync(words, new() { Timeout = 30_000 });
            var other = await person.Page.Context.NewPageAsync();
            await other.GotoAsync(new Uri(nodes.Proxy.Address, "/files").AbsoluteUri);
            await Expect(other.Locator("h1")).ToHaveTextAsync(words);
            // With its styles: they need no database.
            (await other.EvaluateAsync<string>("getComputedStyle(document.querySelector('.cw-plain')).textAlign")).ShouldBe("center");
        }

        await Expect(person.Main).Not.ToContainTextAsync(words, new() { Timeout = 30_000 });
        await Expect(person.Heading).ToHaveTextAsync(person.Words("file.list"));
        var waiting = person.Page.Context.Pages[1];
        await Expect(waiting.Locator("main h1")).ToHaveTextAsync(person.Words("file.list"), new() { Timeout = 30_000 });
        await person.Page.Context.CloseAsync();
        person.Faults.ShouldBeEmpty();
    }

    private async Task<Person> SignInAsync(string name, string language = Person.English)
    {
        var person = await Person.SignInAsync(await browser.StartedAsync(), nodes.Proxy.Address, name, language, 1440, anew: true);
        person.Expects(CutOff);
        return person;
    }

    /// <summary>A page whose loading was cut off in its middle shows the browser's own words: a person loads it again.</summary>
    private static async Task TakeUpAsync(Person person)
    {
        var waited = Stopwatch.StartNew();
        while (await person.Page.Locator("#note[data-draft]").CountAsync() == 0 && waited.Elapsed < TimeSpan.FromSeconds(60))
        {
            if (person.Page.Url.StartsWith("chrome-error:", StringComparison.Ordinal) || waited.Elapsed > TimeSpan.FromSeconds(20))
                await person.Page.ReloadAsync();
            await Task.Delay(500);
        }
    }
}

/// <summary>An installation with two nodes of Web, and a proxy in front of them.</summary>
public sealed class TwoNodes(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    private int turn;

    public IReadOnlyList<HostProcess> Web { get; private set; } = [];

    public Installation Installation { get; private set; } = null!;

    public PlainProxy Proxy { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var ports = Ports.Free();
        Installation = await postgreSql.StartInstallationAsync(
            new Dictionary<string, string>
            {
                ["Limits:RequestsPerMinute"] = "1000000", ["Identity:Limits:SignInsPerMinute"] = "10000", ["Identity:Limits:PushedRequestsPerMinute"] = "10000",
                ["Identity:WebOrigin"] = $"http://localhost:{ports.Web}",
            },
            cancellation: TestContext.Current.CancellationToken);
        var second = Installation.CreateWebNode(new Uri($"http://localhost:{ports.Worker}"));
        second.Start();
        await second.WaitUntilReadyAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
        Web = [Installation.Web, second];
        Proxy = new PlainProxy(ports.Web, [.. Web.Select(node => node.Address)]);
    }

    public async ValueTask DisposeAsync()
    {
        if (Proxy is not null)
            await Proxy.DisposeAsync();
        if (Web.Count > 1)
            await Web[1].DisposeAsync();
        if (Installation is not null)
            await Installation.DisposeAsync();
    }

    /// <summary>Kills one node after the other, each once the one before is replaced; answers how many.</summary>
    public async Task<int> KillInTurnAsync(TimeSpan time)
    {
        var since = Stopwatch.StartNew();
        var killed = 0;
        while (since.Elapsed < time)
        {
            await KillOnceAsync();
            killed++;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        return killed;
    }

    public async Task KillOnceAsync()
    {
        var node = Web[turn++ % Web.Count];
        await node.KillAsync();
        node.Start();
        await node.WaitUntilReadyAsync(TimeSpan.FromSeconds(90), CancellationToken.None);
    }

    public async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Until it is disposed of, the hosts reach no database.</summary>
    public async Task<IAsyncDisposable> DatabaseAwayAsync()
    {
        await using var administrator = NpgsqlDataSource.Create(Installation.Server.Administrator);
        foreach (var sql in new[]
        {
            $"alter database \"{Installation.Database.Name}\" connection limit 0",
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Installation.Database.Name}'",
        })
        {
            await using var away = administrator.CreateCommand(sql);
            await away.ExecuteNonQueryAsync();
        }

        return new Back(this);
    }

    private sealed class Back(TwoNodes nodes) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using var administrator = NpgsqlDataSource.Create(nodes.Installation.Server.Administrator);
            await using var back = administrator.CreateCommand($"alter database \"{nodes.Installation.Database.Name}\" connection limit -1");
            await back.ExecuteNonQueryAsync();
        }
    }
}
