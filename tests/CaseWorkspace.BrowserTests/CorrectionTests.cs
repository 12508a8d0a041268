using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>Nothing that was entered by mistake is stuck: it is corrected or withdrawn, with a reason, and what it said before stays to be read.</summary>
public sealed class CorrectionTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task An_item_is_corrected_withdrawn_and_reinstated(string language, int width)
    {
        var findings = new List<string>();
        var investigator = await SignInNewAsync("investigator", "unit-1", language, width);
        var file = await investigator.OpenFileAsync("An item to be corrected");
        await investigator.OpenAsync($"{file}/evidence/new");
        await investigator.ChooseAsync("kind", "document");
        await investigator.FillAsync("description", "Contract of the lease");
        await investigator.FillAsync("seized-at", "2026-01-15T09:30");
        await investigator.FillAsync("seized-where", "Kutaisi, at a search");
        await investigator.FillAsync("seized-by", "investigator, Unit 1");
        await investigator.FillAsync("seal", "A-1017");
        await investigator.PressAsync("evidence.register");
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("E-001");
        var item = new Uri(investigator.Page.Url).AbsolutePath;
        await LookAsync(investigator, findings, "item-to-correct");

        await investigator.PressAsync("evidence.verb.correct");
        await Expect(investigator.Page.Locator("#description")).ToHaveValueAsync("Contract of the lease");
        (await investigator.Page.InputValueAsync("#seized-at")).ShouldEndWith(" 2026, 09:30");
        await investigator.FillAsync("description", "Contract of the loan");
        await investigator.SendAsync();
        await investigator.Page.WaitForSelectorAsync("#reason-fault");
        await investigator.FillAsync("reason", "Misread");
        // What is typed stays over a reload.
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();
        await Expect(investigator.Page.Locator("#description")).ToHaveValueAsync("Contract of the loan");
        await LookAsync(investigator, findings, "item-correction");
        await investigator.SendAsync();
        await investigator.ArrivesOnAsync(item);
        await Expect(investigator.Main).ToContainTextAsync("Contract of the loan");
        await Expect(investigator.Main.Locator("[data-earlier]")).ToContainTextAsync("Contract of the lease");
        await LookAsync(investigator, findings, "item-corrected");

        await investigator.PressAsync("evidence.verb.withdraw");
        await investigator.FillAsync("reason", "Registered twice");
        await LookAsync(investigator, findings, "item-withdraw");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator("[data-withdrawn]")).ToContainTextAsync("Registered twice");
        await LookAsync(investigator, findings, "item-withdrawn");
        await investigator.PressAsync("evidence.verb.reinstate");
        await investigator.FillAsync("reason", "It was another");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator("[data-withdrawn]")).ToHaveCountAsync(0);
        findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task A_registration_is_corrected_and_withdrawn_and_so_is_a_draft(string language, int width)
    {
        var findings = new List<string>();
        var officer = await SignInNewAsync("liaison-officer", "liaison", language, width, "FR");
        await officer.OpenAsync("/requests/new");
        await officer.FillAsync("reference", "OLTIM 2026/7");
        await officer.ChooseAsync("unit", "unit-1");
        await Story.WriteRequestAsync(officer, "A name misheard", "Who is the owner?", "Since when?");
        await officer.SendAsync();
        var request = await Story.ArrivedAsync(officer);

        await officer.PressAsync("request.verb.correct");
        await Expect(officer.Page.Locator("#reference")).ToHaveValueAsync("OLTIM 2026/7");
        await Expect(officer.Page.Locator("#item-1")).ToHaveValueAsync("Since when?");
        await officer.FillAsync("reference", "OLTIM 2026/17");
        await officer.FillAsync("reason", "A digit was missing");
        await LookAsync(officer, findings, "registration-correction");
        await officer.SendAsync();
        await officer.ArrivesOnAsync(request);
        await Expect(officer.Main).ToContainTextAsync("OLTIM 2026/17");

        await officer.PressAsync("request.verb.withdraw");
        await officer.FillAsync("act-text", "Registered twice");
        await LookAsync(officer, findings, "registration-withdraw");
        await officer.ConfirmAsync();
        await Expect(officer.Page.Locator(".cw-file .cw-chip")).ToHaveTextAsync(officer.Label("request-state", "withdrawn"));
        await LookAsync(officer, findings, "registration-withdrawn");

        var investigator = await SignInNewAsync("investigator", "unit-1", language, width);
        var file = await investigator.OpenFileAsync("A draft too many");
        await investigator.OpenAsync($"{file}/requests/new");
        await Story.WriteRequestAsync(investigator, "Asked twice", "Who is the owner?", "Since when?");
        await investigator.SendAsync();
        await Story.ArrivedAsync(investigator);
        await investigator.PressAsync("request.verb.withdraw");
        await investigator.FillAsync("act-text", "Asked already");
        await investigator.ConfirmAsync();
        await Expect(investigator.Page.Locator(".cw-file .cw-chip")).ToHaveTextAsync(investigator.Label("request-state", "withdrawn"));
        await LookAsync(investigator, findings, "draft-withdrawn");
        findings.ShouldBeEmpty();
    }
}
