using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests.Features.Tasks;

public sealed class TaskStoryTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task Tasks_are_made_settled_and_reopened_and_an_instruction_is_reported_on_from_the_desk(string language, int width)
    {
        var findings = new List<string>();
        var investigator = await SignInNewAsync("investigator", "unit-1", language, width);
        var file = await investigator.OpenFileAsync("Tasks of a file");
        await investigator.OpenAsync($"{file}/tasks");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("task.tab.empty"));
        await LookAsync(investigator, findings, "tasks-empty");

        await investigator.OpenAsync($"{file}/tasks/from-template");
        await investigator.ChooseAsync("template", "house-search");
        await investigator.Page.UncheckAsync("#step-court-control");
        // What is chosen stays over a reload.
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();
        await Expect(investigator.Page.Locator("#step-court-control")).Not.ToBeCheckedAsync();
        await Expect(investigator.Page.Locator("#step-search")).ToBeCheckedAsync();
        await LookAsync(investigator, findings, "task-template");
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("tbody tr")).ToHaveCountAsync(6);
        await LookAsync(investigator, findings, "tasks");

        await investigator.OpenAsync($"{file}/tasks/new");
        await investigator.SendAsync();
        await investigator.Page.WaitForSelectorAsync(".cw-fault");
        await LookAsync(investigator, findings, "task-faults");
        await investigator.FillAsync("task-title", "Ask the hotel for its register");
        await investigator.FillAsync("task-due", "2030-01-15T09:30");
        await investigator.FillAsync("task-text", "Nights from the third to the ninth.");
        await LookAsync(investigator, findings, "task-new");
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("T-007");
        var task = new Uri(investigator.Page.Url).AbsolutePath;
        await investigator.PressAsync("task.verb.settle");
        await investigator.Page.CheckAsync("#outcome-not-done");
        await investigator.FillAsync("note", "The hotel is closed");
        await LookAsync(investigator, findings, "task-settle");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("task-state", "not-done"));
        await investigator.PressAsync("task.verb.reopen");
        await investigator.FillAsync("reason", "It opens on Monday");
        await investigator.ConfirmAsync();
        await investigator.PressAsync("task.verb.move-deadline");
        await investigator.FillAsync("new-due", "2030-02-15T09:30");
        await investigator.FillAsync("reason", "It opens on Monday");
        await LookAsync(investigator, findings, "task-deadline");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-timeline")).ToContainTextAsync("It opens on Monday");
        await LookAsync(investigator, findings, "task");

        // The head of the unit names the prosecutor, who instructs; the lead's desk follows by itself.
        var head = await SignInAsync("supervisor", language, width);
        await head.OpenAsync($"{file}/team");
        await head.PressAsync("file.prosecutor.name");
        await head.ChooseColleagueAsync("prosecutor");
        await head.ConfirmAsync();
        await investigator.OpenAsync("/");
        var prosecutor = await SignInAsync("prosecutor", language, width);
        await prosecutor.OpenAsync($"{file}/tasks/instruction");
        await prosecutor.FillAsync("task-text", "Question the driver on who paid him.");
        await prosecutor.FillAsync("task-due", "2030-01-10T09:30");
        await LookAsync(prosecutor, findings, "instruction-new");
        await prosecutor.SendAsync();
        await Expect(prosecutor.Main.Locator("h1")).ToContainTextAsync("I-001");
        var instruction = new Uri(prosecutor.Page.Url).AbsolutePath;
        await prosecutor.OpenAsync($"{instruction}/change");
        await prosecutor.FillAsync("task-text", "Question the driver and the owner of the van.");
        await prosecutor.FillAsync("reason", "The owner came home");
        await LookAsync(prosecutor, findings, "instruction-change");
        await prosecutor.SendAsync();
        await Expect(prosecutor.Main).ToContainTextAsync(prosecutor.Words("task.earlier"));

        var row = investigator.Main.Locator("tbody tr").Filter(new() { Has = investigator.Page.Locator($"a[href='{instruction}']") });
        await investigator.FollowAsync(row.Locator(".cw-do a"));
        await investigator.Page.WaitForSelectorAsync(".mud-dialog #outcome-done");
        await investigator.Page.CheckAsync("#outcome-done");
        await investigator.FillAsync("note", "Questioned; both name the same payer");
        await LookAsync(investigator, findings, "instruction-report");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("task-state", "reported"));

        var reported = await prosecutor.FindOnDeskAsync(instruction);
        await LookAsync(prosecutor, findings, "task-desk");
        await prosecutor.FollowAsync(reported.Locator(".cw-do a"));
        await prosecutor.Page.WaitForSelectorAsync(".mud-dialog #note");
        await LookAsync(prosecutor, findings, "report-accept");
        await prosecutor.ConfirmAsync();
        await Expect(prosecutor.Main.Locator(".cw-head").First).ToContainTextAsync(prosecutor.Label("task-state", "done"));
        await LookAsync(prosecutor, findings, "instruction");

        await investigator.OpenAsync($"{file}/tasks");
        await Expect(investigator.Main).ToContainTextAsync("I-001");
        await LookAsync(investigator, findings, "tasks-closed");
        await investigator.OpenAsync("/tasks?search=register");
        await Expect(investigator.Main.Locator($"a[href='{task}']")).ToBeVisibleAsync();
        await LookAsync(investigator, findings, "tasks-found");
        await investigator.OpenAsync("/tasks");
        await LookAsync(investigator, findings, "tasks-all");
        await investigator.OpenAsync($"{file}/timeline");
        await LookAsync(investigator, findings, "tasks-timeline");
        findings.ShouldBeEmpty();
    }
}
