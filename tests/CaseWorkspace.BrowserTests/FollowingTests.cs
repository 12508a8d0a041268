using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>What a page that stands open does by itself is neither an act of the person nor a use of the session.</summary>
public sealed class FollowingTests(Browser browser, TwoNodes nodes) : IClassFixture<TwoNodes>
{
    private const int Within = 15_000;

    [Fact]
    public async Task An_answer_that_came_onto_an_open_page_is_read_only_when_the_person_opens_it()
    {
        using var api = Api();
        var scenario = new Scenario(api);
        var request = await scenario.OutgoingRequest("transmitted");
        var lead = await SignInAsync(Investigator.Name);
        var page = request.Path.Replace("/api/information-requests", "/requests", StringComparison.Ordinal);
        await lead.OpenAsync(page);

        (await scenario.Act(request, LiaisonFrance, "answers", Bodies.Answer(request.Word))).Expect(200);
        await Expect(lead.Page.Locator(".cw-file .cw-chip").First).ToHaveTextAsync(lead.Label("request-state", "answered"), new() { Timeout = Within });
        // That it was shown is on record, and that nobody had asked for it.
        (await LooksAsync(request.Id, followed: true)).ShouldBe(1);
        (await VerbAsync()).ShouldBe("read");

        await lead.OpenAsync(page);
        (await VerbAsync()).ShouldBe("close");

        var auditor = await SignInAsync("auditor");
        await auditor.OpenAsync($"/journal?thing={request.Id}&operation=request.view");
        await Expect(auditor.Main.Locator("tbody tr [data-followed]")).ToHaveCountAsync(1);
        await Expect(auditor.Main.Locator("tbody tr [data-followed]")).ToHaveTextAsync(auditor.Words("journal.followed"));
        await CloseAsync(lead, auditor);

        async Task<string?> VerbAsync() =>
            (string?)(await api.GetAsync(Investigator, "/api/information-requests?size=200")).Expect(200).Json["items"]!.AsArray().Single(row => (Guid)row!["id"]! == request.Id)!["verb"];
    }

    [Fact]
    public async Task A_page_that_follows_leaves_the_idle_time_running_and_an_act_of_the_person_begins_it_anew()
    {
        using var api = Api();
        var file = await new Scenario(api).InvestigationWithSealedEvidence(prosecutor: false);
        var lead = await SignInAsync(Investigator.Name);
        var session = await NewestSessionAsync();
        await lead.OpenAsync($"/files/{file.Id}/evidence");
        await IsIdleAsync(session, "40 minutes");
        // A page that was just opened writes no use for fifteen seconds.
        await Task.Delay(TimeSpan.FromSeconds(17), TestContext.Current.CancellationToken);
        var looks = await LooksAsync(file.Id, followed: true);
        (await api.PostAsync(Investigator, $"{file.Path}/evidence", Bodies.Evidence(Scenario.NewWord()))).Expect(201);
        // Two lie there from the start.
        await Expect(lead.Main.Locator("tbody tr")).ToHaveCountAsync(3, new() { Timeout = Within });
        (await LooksAsync(file.Id, followed: true)).ShouldBeGreaterThan(looks, "the page did not follow");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        (await MinutesLeftAsync(session)).ShouldBeLessThan(21);

        await lead.Page.Locator($"main a[href='/files/{file.Id}/timeline']").First.ClickAsync();
        await Expect(lead.Main).ToContainTextAsync(file.Word);
        await lead.SettledAsync();
        (await MinutesLeftAsync(session)).ShouldBeGreaterThan(55);
        await CloseAsync(lead);
    }

    private static async Task CloseAsync(params Person[] people)
    {
        foreach (var person in people)
        {
            await person.Page.Context.CloseAsync();
            person.Faults.ShouldBeEmpty();
        }
    }

    /// <summary>Of an installation of its own: what leaves the country wants a second factor, which a program of the demo's people sets up here.</summary>
    private Api Api() => new(nodes.Proxy.Address, new Tokens(nodes.Installation.Identity.Address.GetLeftPart(UriPartial.Authority)));

    private async Task<Person> SignInAsync(string name) =>
        await Person.SignInAsync(await browser.StartedAsync(), nodes.Proxy.Address, name, Person.English, 1440, anew: true);

    private async Task<long> LooksAsync(Guid thing, bool followed) =>
        await ReadAsync<long>($"select count(*) from journal.entry where (thing = '{thing}' or file = '{thing}') and granted and actor = '{Investigator.Id}' and followed = {followed}");

    private Task<string> NewestSessionAsync() => ReadAsync<string>(
        $"select key from workspace.web_session where person = '{Investigator.Id}' and key not like 'logout-token:%' order by expires desc limit 1");

    private Task<double> MinutesLeftAsync(string session) =>
        ReadAsync<double>($"select extract(epoch from expires - now())::float8 / 60 from workspace.web_session where key = '{session}'");

    private async Task IsIdleAsync(string session, string time) =>
        await ReadAsync<DateTime>($"update workspace.web_session set expires = now() + interval '60 minutes' - interval '{time}' where key = '{session}' returning expires");

    private async Task<T> ReadAsync<T>(string sql)
    {
        await using var database = NpgsqlDataSource.Create(nodes.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
