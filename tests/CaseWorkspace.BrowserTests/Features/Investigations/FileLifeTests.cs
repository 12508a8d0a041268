using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests.Features.Investigations;

public sealed class FileLifeTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task A_case_goes_to_court_and_its_file_is_closed_with_what_is_left_and_reopened(string language, int width)
    {
        var findings = new List<string>();
        var people = await Task.WhenAll(
            SignInAsync("investigator", language, width), SignInAsync("supervisor", language, width), SignInAsync("prosecutor", language, width));
        var (lead, head, prosecutor) = (people[0], people[1], people[2]);
        var file = await lead.OpenFileAsync($"To its end {width}");
        await head.OpenAsync($"{file}/team");
        await head.PressAsync("file.prosecutor.name");
        await head.ChooseColleagueAsync("prosecutor");
        await head.ConfirmAsync();
        await Expect(head.Page.Locator(".cw-table")).ToContainTextAsync(head.Words("file.prosecutor"));

        await lead.OpenAsync(file);
        await lead.PressAsync("file.number.add");
        await lead.FillAsync("authority", "City court");
        await lead.FillAsync("number", "1/118-26");
        await lead.FillAsync("since", "2026-01-15T09:30");
        await LookAsync(lead, findings, "number");
        await lead.ConfirmAsync();
        await Expect(lead.Main.Locator("tbody tr").Filter(new() { HasText = "1/118-26" })).ToContainTextAsync("City court");
        await lead.OpenAsync($"{file}/tasks/new");
        await lead.FillAsync("task-title", "Return the papers");
        await lead.SendAsync();
        await Expect(lead.Main.Locator("h1")).ToContainTextAsync("T-001");

        await prosecutor.OpenAsync(file);
        await prosecutor.PressAsync("file.life.terminate");
        await prosecutor.ChooseAsync("code", "not-proven");
        await prosecutor.FillAsync("reason", "Nobody could be named");
        await LookAsync(prosecutor, findings, "terminate");
        await prosecutor.ConfirmAsync();
        await Expect(prosecutor.Page.Locator("[data-life]")).ToContainTextAsync(prosecutor.Label("termination-ground", "not-proven"));
        await LookAsync(prosecutor, findings, "terminated");

        await head.OpenAsync(file);
        await head.PressAsync("file.life.close");
        await Expect(head.Page.Locator("[data-owed]")).ToContainTextAsync("1");
        await head.FillAsync("reason", "The case is over");
        await head.FillAsync("why-left", "The papers go back in January");
        await LookAsync(head, findings, "close");
        await head.ConfirmAsync();
        await Expect(head.Page.Locator("[data-life]")).ToContainTextAsync(head.Label("investigation-state", "closed"));
        await LookAsync(head, findings, "closed");

        // Nothing new comes in, and no page offers it.
        await lead.OpenAsync(file);
        await Expect(lead.Page.Locator("#note")).ToHaveCountAsync(0);
        await lead.OpenAsync($"{file}/evidence/new");
        await Expect(lead.Main).ToContainTextAsync(lead.Words("problem.file-closed"));
        await LookAsync(lead, findings, "closed-form");

        await prosecutor.OpenAsync(file);
        await prosecutor.PressAsync("file.life.reopen");
        await prosecutor.FillAsync("reason", "A new witness");
        await prosecutor.ConfirmAsync();
        await Expect(prosecutor.Page.Locator("[data-life]")).ToContainTextAsync(prosecutor.Label("investigation-state", "under-investigation"));
        findings.ShouldBeEmpty();
    }
}
