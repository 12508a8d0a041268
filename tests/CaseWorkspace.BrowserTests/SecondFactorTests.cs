using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>The second factor is asked for inside the act, which then goes on by itself.</summary>
public sealed class SecondFactorTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    private const string Transmitted = "request-transmitted";

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task An_act_confirmed_once_is_done_after_the_second_factor_and_what_was_done_is_seen(string language, int width)
    {
        var (request, officer) = await AtAnAuthorisedRequestAsync(language, width);
        await officer.ChooseAsync("act-code", "siena");
        await Expect(officer.Page.Locator(".mud-dialog [data-factor]")).ToHaveTextAsync(officer.Words("frame.factor.first"));
        (await Axe.FindingsAsync(officer)).ShouldBeEmpty();

        await officer.ConfirmWithFactorAsync();

        await Expect(officer.Page.Locator(".cw-said")).ToBeVisibleAsync();
        await Expect(officer.Page.Locator(".cw-file .cw-chip")).ToHaveTextAsync(officer.Label("request-state", States.Transmitted));
        (await Axe.FindingsAsync(officer)).ShouldBeEmpty();
        new Uri(officer.Page.Url).Query.ShouldBeEmpty();
        (await EventsAsync(request.Id)).ShouldBe(1);
        await officer.Page.ReloadAsync();
        await officer.SettledAsync();
        (await EventsAsync(request.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task Who_turns_back_has_done_nothing_is_told_so_and_finds_what_was_entered()
    {
        var (request, officer) = await AtAnAuthorisedRequestAsync(Person.English, 1440);
        await officer.ChooseAsync("act-code", "siena");
        await officer.Page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await officer.Page.WaitForSelectorAsync("#code");

        await officer.Page.ClickAsync("a[href*='connect/authorize']");

        await Expect(officer.Page.GetByText(officer.Words("frame.factor.not-done"))).ToBeVisibleAsync();
        (await EventsAsync(request.Id)).ShouldBe(0);
        await officer.PressAsync("request.verb.transmit");
        await Expect(officer.Page.Locator("#act-code")).ToHaveValueAsync("siena");
    }

    [Fact]
    public async Task An_act_left_for_the_second_factor_is_done_by_nobody_else_and_by_no_other_address()
    {
        var (request, officer) = await AtAnAuthorisedRequestAsync(Person.English, 1440);
        await officer.ChooseAsync("act-code", "siena");
        await officer.Page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await officer.Page.WaitForSelectorAsync("#code");
        var path = Path(request);

        // By oneself, but not on the way back from this very question.
        await officer.OpenAsync(path);
        await officer.OpenAsync($"{path}?go-on={new string('0', 32)}");
        var kept = await officer.Page.EvaluateAsync<string[][]>(
            "() => Object.entries(sessionStorage).filter(([key]) => key.includes(':act.'))");
        kept.Length.ShouldBe(1);
        kept[0][1].ShouldNotContain("siena");

        // By another person, at whose browser it was put.
        var other = await SignInAsync("liaison-officer-fr");
        var id = Accounts.LiaisonFrance.Id;
        await other.OpenAsync("/");
        var name = kept[0][0][(kept[0][0].LastIndexOf('.') + 1)..];
        await other.Page.EvaluateAsync("([key, act]) => sessionStorage.setItem(key, act)", new[] { $"cw-draft:{id}:act.{name}", kept[0][1] });
        await other.OpenAsync($"{path}?go-on={name}");
        await other.SettledAsync();

        (await EventsAsync(request.Id)).ShouldBe(0);
    }

    private async Task<(OpenRequest Request, Person Officer)> AtAnAuthorisedRequestAsync(string language, int width)
    {
        using var api = await ApiAsync();
        var request = await new Scenario(api).OutgoingRequest(States.Authorised);
        var officer = await SignInNewAsync("liaison-officer", "liaison", language, width, "FR", earlier: true);
        await officer.OpenAsync(Path(request));
        await officer.PressAsync("request.verb.transmit");
        await Expect(officer.Page.Locator(".mud-dialog")).ToBeVisibleAsync();
        return (request, officer);
    }

    private static string Path(OpenRequest request) => $"/requests/{request.Id}";

    private async Task<long> EventsAsync(Guid request)
    {
        await using var database = await DatabaseAsync(DatabaseRole.Owner);
        await using var command = database.CreateCommand("select count(*) from workspace.mt_events where stream_id = @request and type = @type");
        command.Parameters.AddWithValue("request", request);
        command.Parameters.AddWithValue("type", Transmitted);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
