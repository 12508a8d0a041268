using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests.Features.Deadlines;

public sealed class DeadlineStoryTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task An_arrest_starts_its_limits_a_hearing_counts_back_and_what_comes_too_late_is_named(string language, int width)
    {
        var findings = new List<string>();
        var investigator = await SignInAsync("investigator", language, width);
        var file = await investigator.OpenFileAsync("Deadlines of a file");
        await investigator.OpenAsync($"{file}/deadlines");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("deadline.tab.empty"));
        await LookAsync(investigator, findings, "deadlines-empty");
        await investigator.OpenAsync($"{file}/people/new");
        await investigator.FillAsync("name-ka", "ნიმუში მძღოლი");
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("P-001");

        // The limits that follow are shown before anything is saved, and what is typed stays over a reload.
        await investigator.OpenAsync($"{file}/clocks/new");
        await investigator.SendAsync();
        await investigator.Page.WaitForSelectorAsync(".cw-fault");
        await investigator.ChooseAsync("clock-start", "arrest");
        await investigator.Page.SelectOptionAsync("#clock-person", new SelectOptionValue { Index = 1 });
        await investigator.FillAsync("clock-from", Typed(TimeProvider.System.GetUtcNow().AddHours(-2)));
        await investigator.FillAsync("clock-authority", "The patrol");
        await Expect(investigator.Page.Locator("[data-limits] dt")).ToHaveCountAsync(4);
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();
        await Expect(investigator.Page.Locator("#clock-authority")).ToHaveValueAsync("The patrol");
        await LookAsync(investigator, findings, "clock-new");
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("C-001");
        var arrest = new Uri(investigator.Page.Url).AbsolutePath;
        await LookAsync(investigator, findings, "clock");

        // From the desk into the act itself.
        await investigator.FindOnDeskAsync(arrest);
        await investigator.OpenAsync($"{arrest}?act=meet");
        await investigator.Page.WaitForSelectorAsync(".mud-dialog #code");
        await Expect(investigator.Page.Locator("#code")).ToHaveValueAsync("before-court");
        await investigator.FillAsync("reason", "Heard at once");
        await LookAsync(investigator, findings, "clock-meet");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator("table")).ToContainTextAsync("Heard at once");

        // A hearing in ten days closes the file for evidence in five: a task that is due in eight comes too late.
        await investigator.OpenAsync($"{file}/clocks/new");
        await investigator.ChooseAsync("clock-start", "pre-trial-hearing");
        await investigator.FillAsync("clock-from", Typed(TimeProvider.System.GetUtcNow().AddDays(10)));
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("C-002");
        var hearing = new Uri(investigator.Page.Url).AbsolutePath;
        await investigator.OpenAsync($"{file}/tasks/new");
        await investigator.FillAsync("task-title", "Ask the hotel for its register");
        await investigator.FillAsync("task-due", Typed(TimeProvider.System.GetUtcNow().AddDays(8)));
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("T-001");
        await investigator.OpenAsync($"{file}/deadlines");
        await Expect(investigator.Main.Locator("[data-backwards]")).ToContainTextAsync(investigator.Label("limit-rule", "exchange-of-evidence"));
        await Expect(investigator.Main.Locator("[data-backwards] li")).ToHaveCountAsync(1);
        await Expect(investigator.Main.Locator("[data-backwards] li")).ToContainTextAsync("T-001");
        await LookAsync(investigator, findings, "deadlines");

        await investigator.OpenAsync(hearing);
        await investigator.PressAsync("clock.verb.correct");
        await investigator.FillAsync("at", Typed(TimeProvider.System.GetUtcNow().AddDays(20)));
        await investigator.FillAsync("reason", "The judge is ill");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-timeline")).ToContainTextAsync("The judge is ill");
        await investigator.OpenAsync($"{file}/deadlines");
        await Expect(investigator.Main.Locator("[data-backwards]")).ToBeVisibleAsync();
        await Expect(investigator.Main.Locator("[data-backwards] li")).ToHaveCountAsync(0);

        await investigator.OpenAsync(arrest);
        await investigator.PressAsync("clock.verb.stop");
        await investigator.ChooseAsync("code", "released");
        await investigator.FillAsync("reason", "Let go by the court");
        await LookAsync(investigator, findings, "clock-stop");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("clock-state", "stopped"));
        await LookAsync(investigator, findings, "clock-stopped");

        await investigator.OpenAsync("/deadlines");
        await Expect(investigator.Main.Locator("tbody tr").First).ToBeVisibleAsync();
        await LookAsync(investigator, findings, "deadlines-all");
        foreach (var view in new[] { "month", "week" })
        {
            await investigator.OpenAsync($"/deadlines?view={view}");
            await Expect(investigator.Main.Locator(".cw-calendar > li").First).ToBeAttachedAsync();
            await LookAsync(investigator, findings, $"deadlines-{view}");
        }

        var calendar = await investigator.Page.RunAndWaitForDownloadAsync(() => investigator.Main.Locator("[data-export]").ClickAsync());
        using var read = new StreamReader(await calendar.CreateReadStreamAsync());
        var text = await read.ReadToEndAsync(TestContext.Current.CancellationToken);
        text.ShouldStartWith("BEGIN:VCALENDAR");
        text.ShouldContain("C-002");
        text.ShouldNotContain("ნიმუში");
        text.ShouldNotContain("hotel");
        findings.ShouldBeEmpty();
    }

    /// <summary>By the worker, on the page that stands open.</summary>
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task A_deadline_that_is_near_is_told_on_the_page_that_stands_open_until_it_is_read(string language, int width)
    {
        var findings = new List<string>();
        var investigator = await SignInNewAsync("investigator", "unit-1", language, width);
        await investigator.OpenAsync("/deadlines?view=told");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("deadline.notices.empty"));
        await LookAsync(investigator, findings, "notices-empty");
        var file = await investigator.OpenFileAsync("Told in time");
        await investigator.OpenAsync($"{file}/tasks/new");
        await investigator.FillAsync("task-title", "Ask the hotel for its register");
        await investigator.FillAsync("task-due", Typed(TimeProvider.System.GetUtcNow().AddHours(3)));
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("T-001");
        var task = new Uri(investigator.Page.Url).AbsolutePath;

        var told = investigator.Main.Locator("[data-told]");
        await Expect(told).ToContainTextAsync("T-001", new() { Timeout = 40_000 });
        await Expect(told).ToContainTextAsync(investigator.Label("notice-stage", "near"));
        await LookAsync(investigator, findings, "notice-band");
        await told.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(told).ToHaveCountAsync(0);

        await investigator.OpenAsync("/");
        await Expect(investigator.Main.Locator($"[data-notices] a[href='{task}']")).ToHaveCountAsync(1);
        await LookAsync(investigator, findings, "notices-desk");
        await investigator.OpenAsync("/deadlines?view=told");
        await Expect(investigator.Main.Locator("tbody")).ToContainTextAsync(investigator.Words("deadline.notice.open"));
        await LookAsync(investigator, findings, "notices");
        findings.ShouldBeEmpty();
    }

    private static string Typed(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTimeBySystemTimeZoneId(at, "Asia/Tbilisi").ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
