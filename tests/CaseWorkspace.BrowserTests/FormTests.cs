using System.Text.RegularExpressions;
using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

public sealed class FormTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task The_form_of_a_request_names_pattern_zone_authorities_and_what_is_needed(string language)
    {
        var officer = await SignInAsync(LiaisonFrance.Name, language);
        await officer.OpenAsync("/requests/new");

        await Expect(officer.Page.Locator("#received")).ToHaveAttributeAsync("placeholder", officer.Words("frame.day.pattern.time"));
        officer.Words("frame.day.pattern.time").Any(char.IsDigit).ShouldBeFalse();
        await Expect(officer.Page.Locator("#received-zone")).ToContainTextAsync(officer.Label("state", "FR"));
        await Expect(officer.Page.Locator("#received-zone")).ToContainTextAsync("UTC+0");
        (await OfferedAsync(officer)).ShouldContain("OLTIM");
        (await OfferedAsync(officer)).ShouldNotContain("OCRIEST");
        await officer.ChooseAsync("country", "ES");
        await Expect(officer.Page.Locator("#authorities option[value=UCRIF]")).ToHaveCountAsync(1);
        (await OfferedAsync(officer)).ShouldNotContain("OLTIM");
        var states = await officer.Page.Locator("#country option").AllInnerTextsAsync();
        states.Skip(1).ShouldBe(states.Skip(1).Order(StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo(language), ignoreCase: true)));

        var why = officer.Page.Locator("label[for=why]");
        await officer.ChooseAsync("urgency", "ordinary");
        await Expect(why).ToContainTextAsync(officer.Words("frame.optional"));
        await officer.ChooseAsync("urgency", "urgent-direct");
        await Expect(why).Not.ToContainTextAsync(officer.Words("frame.optional"));
    }

    [Fact]
    public async Task Dialogs_of_handing_over_and_of_review_keep_all_that_was_entered()
    {
        using var api = await ApiAsync();
        var file = await new Scenario(api).InvestigationWithSealedEvidence();
        var (lead, prosecutor) = await SignInBothAsync(Investigator.Name, Prosecutor.Name);

        await lead.OpenAsync($"/files/{file.Id}/team");
        await lead.PressAsync("file.hand-over");
        await lead.ChooseColleagueAsync(OtherInvestigator.Name);
        await lead.FillAsync("reason", "On leave");
        await lead.Page.UncheckAsync("#stays");
        await lead.Page.ReloadAsync();
        await lead.SettledAsync();
        await lead.PressAsync("file.hand-over");
        await Expect(lead.Page.Locator("#reason")).ToHaveValueAsync("On leave");
        await Expect(lead.Page.Locator("#stays")).Not.ToBeCheckedAsync();
        await Expect(lead.Page.Locator($"#person-{OtherInvestigator.Id}")).ToBeCheckedAsync();

        (await api.GetAsync(Custodian, "/api/evidence")).Expect(200);
        await lead.OpenAsync($"/evidence/{file.Item}");
        await lead.PressAsync("custody.offer.do");
        await lead.Page.CheckAsync($"#receiver-{Custodian.Id}");
        await lead.FillAsync("place", "Store 2");
        await lead.ChooseAsync("custody-purpose", "storage");
        await lead.ChooseAsync("condition", "intact");
        await lead.FillAsync("seal", "A-7");
        await lead.FillAsync("custody-note", "In a bag");
        await lead.Page.Locator(".mud-dialog-actions button").First.ClickAsync();
        await lead.PressAsync("custody.offer.do");
        foreach (var (id, kept) in new[] { ("place", "Store 2"), ("custody-purpose", "storage"), ("condition", "intact"), ("seal", "A-7"), ("custody-note", "In a bag") })
            await Expect(lead.Page.Locator($".mud-dialog #{id}")).ToHaveValueAsync(kept);
        await Expect(lead.Page.Locator($"#receiver-{Custodian.Id}")).ToBeCheckedAsync();

        await prosecutor.OpenAsync($"/evidence/{file.Item}");
        await prosecutor.PressAsync("evidence.review.do");
        await prosecutor.ChooseAsync("opinion", "sufficient");
        await prosecutor.FillAsync("reasons", "Complete");
        await prosecutor.Page.ReloadAsync();
        await prosecutor.SettledAsync();
        await prosecutor.PressAsync("evidence.review.do");
        await Expect(prosecutor.Page.Locator("#opinion")).ToHaveValueAsync("sufficient");
        await Expect(prosecutor.Page.Locator("#reasons")).ToHaveValueAsync("Complete");
        await prosecutor.ConfirmAsync();
        await Expect(prosecutor.Page.Locator(".cw-said")).ToHaveTextAsync(prosecutor.Words("evidence.review.done"));
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task The_notice_of_a_broken_line_covers_nothing(int width)
    {
        var investigator = await SignInAsync(Investigator.Name, width: width);
        await investigator.OpenAsync("/files");
        // No node answers: the page goes on waiting, and the notice stays.
        await investigator.Page.RouteAsync("**/session", _ => Task.CompletedTask);
        foreach (var state in new[] { "show", "failed", "rejected" })
        {
            await investigator.Page.EvaluateAsync(
                "state => document.getElementById('components-reconnect-modal').dispatchEvent(new CustomEvent('components-reconnect-state-changed', { detail: { state } }))", state);
            await Expect(investigator.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
            // What stands under each point of the page's own parts is those parts.
            (await investigator.Page.EvaluateAsync<bool>(
                """
                () => ['.cw-top .cw-brand', 'main h1'].every(part => {
                    const at = document.querySelector(part).getBoundingClientRect();
                    const hit = document.elementFromPoint(at.left + 5, at.top + at.height / 2);
                    return document.querySelector(part).contains(hit);
                })
                """)).ShouldBeTrue(state);
        }
    }

    [Fact]
    public async Task An_upload_says_how_many_bytes_are_sent_and_how_long_it_still_takes()
    {
        using var api = await ApiAsync();
        var file = (await api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation(Scenario.NewWord()))).Expect(201).Id;
        var item = (await api.PostAsync(Investigator, $"/api/investigations/{file}/evidence", Bodies.Evidence(Scenario.NewWord()))).Expect(201).Id;
        var lead = await SignInAsync(Investigator.Name);
        await lead.OpenAsync($"/evidence/{item}");
        await lead.Page.SetInputFilesAsync("#content-file", new FilePayload { Name = "disk.bin", MimeType = "application/octet-stream", Buffer = new byte[3_000_000] });
        var line = await lead.Page.Context.NewCDPSessionAsync(lead.Page);
        await line.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = 400_000,
        });

        await lead.PressAsync("evidence.upload.do");

        await Expect(lead.Page.Locator("[data-progress]")).ToHaveTextAsync(new Regex(@"^[\d.]+ [kM]B of 3 MB, about \d+ s left$", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task Why_one_looks_is_asked_for_the_file_by_name_in_no_second_dialog_and_not_for_a_file_just_opened(string language)
    {
        using var api = await ApiAsync();
        var file = await new Scenario(api).InvestigationWithSealedEvidence();
        var lead = await SignInAsync(Investigator.Name, language, anew: true);
        await lead.IsAskedWhyAsync();
        await lead.GoToAsync($"/files/{file.Id}");
        await Expect(lead.Page.Locator(".mud-dialog")).ToContainTextAsync(file.Number);
        await lead.Page.Locator("[data-purpose=state]").ClickAsync();
        await lead.SettledAsync();

        await lead.OpenFileAsync("Just opened");
        await Expect(lead.Heading).ToContainTextAsync("Just opened");
        await Expect(lead.Page.Locator(".mud-dialog")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task In_a_dialog_that_looks_at_a_file_why_is_asked_inside_it()
    {
        using var api = await ApiAsync();
        var file = await new Scenario(api).InvestigationWithSealedEvidence();
        var request = await new Scenario(api).IncomingRequestWithEvidence("received");
        var head = await SignInAsync(Supervisor.Name, anew: true);
        await head.IsAskedWhyAsync();
        await head.GoToAsync($"/requests/{request.Id}");
        await head.PressAsync("request.verb.assign");
        await head.FillAsync("assign-file", file.Number);
        await head.Page.Locator("input[name=assign-file-choice]").First.CheckAsync();

        await Expect(head.Page.Locator(".mud-dialog")).ToHaveCountAsync(1);
        await Expect(head.Page.Locator(".mud-dialog .cw-part")).ToContainTextAsync(file.Number);
        await head.Page.Locator("[data-purpose=state]").ClickAsync();

        await Expect(head.Page.Locator("input[name=assign-person]").First).ToBeVisibleAsync();
    }

    private static async Task<IReadOnlyList<string>> OfferedAsync(Person person) =>
        await person.Page.Locator("#authorities option").EvaluateAllAsync<string[]>("all => all.map(one => one.value)");
}
