using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests.Features.CovertMeasures;

public sealed class CovertStoryTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    [InlineData(Person.Georgian, 1440)]
    [InlineData(Person.English, 390)]
    public async Task An_urgent_measure_is_controlled_extended_ended_notified_and_settled_and_nobody_else_sees_it(string language, int width)
    {
        var findings = new List<string>();
        var investigator = await SignInAsync("investigator", language, width);
        var file = await investigator.OpenFileAsync("Covert measures of a file");
        await investigator.OpenAsync($"{file}/covert-measures");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("covert.tab.where"));
        await LookAsync(investigator, findings, "covert-empty");
        using var api = await ApiAsync();
        var path = $"/api/investigations/{file.Split('/')[^1]}";
        var word = Scenario.NewWord();
        var part = (await api.PostAsync(Accounts.Investigator, path + "/sub-files", Bodies.SubFile("Covert measures", Accounts.Supervisor))).Expect(201).Id;
        await api.PostAsync(Accounts.Investigator, path + "/people", Bodies.Person(word).With("subFile", part));

        await investigator.OpenAsync($"/sub-files/{part}");
        await investigator.PressAsync("covert.record");
        await Expect(investigator.Main.Locator("[data-into]")).ToBeVisibleAsync();
        await investigator.SendAsync();
        await investigator.Page.WaitForSelectorAsync(".cw-fault");
        await LookAsync(investigator, findings, "covert-faults");
        await investigator.ChooseAsync("kind", "telephone");
        await investigator.Page.SelectOptionAsync("#person", new SelectOptionValue { Index = 1 });
        await investigator.FillAsync("whom", "The user of the number");
        await investigator.FillAsync("object", "+995 555 00 00 01");
        await investigator.ChooseAsync("basis", "prosecutor-decree");
        await investigator.FillAsync("by", "Prosecutor on duty");
        await investigator.FillAsync("on", Day(-1));
        await investigator.FillAsync("from", Typed(TimeSpan.FromHours(-2)));
        await investigator.FillAsync("until", Typed(TimeSpan.FromDays(200)));
        await Expect(investigator.Main.Locator("#until-help")).ToContainTextAsync(investigator.Label("covert-term", "first-period"));
        // What is written stays over a reload.
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();
        await Expect(investigator.Page.Locator("#object")).ToHaveValueAsync("+995 555 00 00 01");
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("#until-fault")).ToContainTextAsync(investigator.Words("problem.longer-than-first-period"));
        await LookAsync(investigator, findings, "covert-too-long");
        await investigator.FillAsync("until", Typed(TimeSpan.FromHours(12)));
        await investigator.SendAsync();
        // The refused one has drawn a number, which nobody gets any more.
        await Expect(investigator.Heading).ToContainTextAsync("CM-002");
        var measure = new Uri(investigator.Page.Url).AbsolutePath;
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("covert.control.owed"));
        await LookAsync(investigator, findings, "covert");

        // The desk leads to the court's control, which is owed first.
        var waiting = await investigator.FindOnDeskAsync(measure);
        await LookAsync(investigator, findings, "covert-desk");
        await investigator.FollowAsync(waiting.Locator(".cw-do a"));
        await investigator.Page.WaitForSelectorAsync(".mud-dialog #code");
        await investigator.ChooseAsync("code", "lawful");
        await investigator.FillAsync("by", "Tbilisi City Court");
        await investigator.FillAsync("on", Day(0));
        await LookAsync(investigator, findings, "covert-control");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync(investigator.Label("court-control-finding", "lawful"));

        await investigator.PressAsync("covert.verb.extend");
        await investigator.ChooseAsync("basis", "court-ruling");
        await investigator.FillAsync("by", "Tbilisi City Court");
        await investigator.FillAsync("number", "11/90");
        await investigator.FillAsync("on", Day(0));
        await investigator.FillAsync("at", Typed(TimeSpan.FromDays(30)));
        await LookAsync(investigator, findings, "covert-extend");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator("table")).ToContainTextAsync("11/90");

        await investigator.PressAsync("covert.verb.correct");
        await investigator.FillAsync("object", "+995 555 00 00 02");
        await investigator.FillAsync("reason", "A digit was wrong");
        await LookAsync(investigator, findings, "covert-correct");
        await investigator.SendAsync();
        await Expect(investigator.Main).ToContainTextAsync("+995 555 00 00 02");

        await investigator.PressAsync("covert.verb.end");
        await investigator.ChooseAsync("code", "aim-reached");
        await LookAsync(investigator, findings, "covert-end");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("notification-state", "due"));
        // A postponement that was recorded by mistake is taken back.
        await investigator.PressAsync("covert.verb.postpone");
        await investigator.ChooseAsync("basis", "prosecutor-decree");
        await investigator.FillAsync("by", "Prosecutor on duty");
        await investigator.FillAsync("on", Day(0));
        await investigator.FillAsync("at", Typed(TimeSpan.FromDays(500)));
        await LookAsync(investigator, findings, "covert-postpone");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("problem.longer-than-postponement"));
        await investigator.PressAsync("covert.verb.take-back");
        await investigator.FillAsync("words", "Another measure was over");
        await LookAsync(investigator, findings, "covert-take-back");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("covert-state", "running"));
        await investigator.PressAsync("covert.verb.end");
        await investigator.ChooseAsync("code", "no-longer-needed");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("notification-state", "due"));

        await investigator.PressAsync("covert.verb.serve");
        await investigator.ChooseAsync("code", "in-person");
        await investigator.FillAsync("who", "Sample Fourth");
        await LookAsync(investigator, findings, "covert-serve");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("notification-state", "served"));
        await investigator.PressAsync("covert.verb.settle");
        await investigator.ChooseAsync("code", "destroyed");
        await investigator.FillAsync("who", "Custodian of the unit");
        await investigator.FillAsync("words", "Of no worth for the case");
        await LookAsync(investigator, findings, "covert-settle");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("covert-state", "settled"));
        await LookAsync(investigator, findings, "covert-settled");
        await investigator.OpenAsync($"{file}/covert-measures");
        await Expect(investigator.Main.Locator("tbody tr")).ToHaveCountAsync(1);
        await LookAsync(investigator, findings, "covert-tab");
        await investigator.OpenAsync("/covert-measures?search=555");
        await Expect(investigator.Main.Locator("tbody")).ToContainTextAsync("CM-002");
        await LookAsync(investigator, findings, "covert-list");

        // The prosecutor of the file is not named in the sub-file: no number on the tab, no row, no page.
        var prosecutor = await SignInAsync("prosecutor", language, width);
        (await api.PutAsync(Accounts.Supervisor, path + "/prosecutor", Bodies.Prosecutor(Accounts.Prosecutor), await api.VersionAsync(Accounts.Supervisor, path))).Expect(200);
        await prosecutor.OpenAsync($"{file}/covert-measures");
        await Expect(prosecutor.Main).ToContainTextAsync(prosecutor.Words("covert.tab.empty"));
        await Expect(prosecutor.Main).Not.ToContainTextAsync("CM-002");
        await LookAsync(prosecutor, findings, "covert-outside");
        await prosecutor.OpenAsync(measure);
        await Expect(prosecutor.Main).Not.ToContainTextAsync("CM-002");
        findings.ShouldBeEmpty();
    }

    private static string Day(int days) => Local(TimeSpan.FromDays(days)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Typed(TimeSpan ahead) => Local(ahead).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset Local(TimeSpan ahead) => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(TimeProvider.System.GetUtcNow() + ahead, "Asia/Tbilisi");
}
