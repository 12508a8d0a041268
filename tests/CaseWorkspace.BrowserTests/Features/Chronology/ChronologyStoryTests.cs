using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests.Features.Chronology;

public sealed class ChronologyStoryTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    [InlineData(Person.Georgian, 1440)]
    [InlineData(Person.English, 390)]
    public async Task What_happened_is_recorded_drawn_by_people_opened_at_its_source_corrected_withdrawn_and_restored(string language, int width)
    {
        var findings = new List<string>();
        var investigator = await SignInAsync("investigator", language, width);
        var file = await investigator.OpenFileAsync("Chronology of a file");
        await investigator.OpenTabAsync(investigator.Words("occurrence.tab"));
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("occurrence.tab.empty.next"));
        await LookAsync(investigator, findings, "chronology-empty");
        foreach (var name in new[] { "ნიმუში მძღოლი", "ნიმუში მგზავრი" })
        {
            await investigator.OpenAsync($"{file}/people/new");
            await investigator.FillAsync("name-ka", name);
            await investigator.SendAsync();
            await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("P-00");
        }

        await investigator.OpenAsync($"{file}/evidence/new");
        await investigator.ChooseAsync("kind", "document");
        await investigator.FillAsync("description", "Film of the crossing point");
        await investigator.FillAsync("seized-at", "2026-11-21T09:30");
        await investigator.FillAsync("seized-where", "Sarpi");
        await investigator.FillAsync("seized-by", "investigator");
        await investigator.SendAsync();
        await Expect(investigator.Heading.Locator(".cw-number")).ToHaveTextAsync("E-001");

        // What is missing is said at its field; what is typed is written back as it was understood, and stays over a reload.
        await investigator.OpenAsync($"{file}/occurrences/new");
        await investigator.SendAsync();
        await investigator.Page.WaitForSelectorAsync(".cw-fault");
        await LookAsync(investigator, findings, "occurrence-faults");
        await TypeAsync(investigator, "time-from", "sometime");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("problem.not-a-reported-time"));
        await TypeAsync(investigator, "time-from", "20.11.2026 14:05");
        await Expect(investigator.Page.Locator("#time-from")).ToHaveValueAsync(investigator.Speaking(() => LocalTime.Written(new DateTime(2026, 11, 20, 14, 5, 0, DateTimeKind.Unspecified))));
        await investigator.ChooseAsync("time-zone", "Europe/Istanbul");
        await investigator.FillAsync("text", "The van crossed the border");
        await investigator.FillAsync("place", "Sarpi");
        await investigator.ChooseAsync("country", "GE");
        await investigator.Page.Locator(".cw-choice").Filter(new() { HasText = "P-001" }).ClickAsync();
        await investigator.Page.Locator(".cw-choice").Filter(new() { HasText = "E-001" }).ClickAsync();
        await investigator.ChooseAsync("source", "B");
        await investigator.ChooseAsync("information", "2");
        await investigator.ChooseAsync("handling", "H1");
        await Expect(investigator.Page.Locator("#handling")).ToHaveValueAsync("H1");
        await investigator.Page.ReloadAsync();
        await investigator.SettledAsync();
        await Expect(investigator.Page.Locator("#place")).ToHaveValueAsync("Sarpi");
        await Expect(investigator.Page.Locator(".cw-choice").Filter(new() { HasText = "E-001" }).Locator("input")).ToBeCheckedAsync();
        await LookAsync(investigator, findings, "occurrence-new");
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("CH-001");
        var crossing = new Uri(investigator.Page.Url).AbsolutePath;
        await LookAsync(investigator, findings, "occurrence");

        // Each entry opens its source.
        await investigator.Main.Locator("[data-sources] a").ClickAsync();
        await Expect(investigator.Heading.Locator(".cw-number")).ToHaveTextAsync("E-001");

        // Between two bounds, with both, resting on words; and a day that names nobody.
        await RecordAsync(investigator, file, "2026-10", "18.11.2026", "Money was collected", "P-001", "P-002");
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("CH-002");
        await RecordAsync(investigator, file, "1 Nov 2026", "", "A flat was let");
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("CH-003");

        await investigator.OpenAsync($"{file}/chronology");
        await Expect(investigator.Tab(investigator.Words("occurrence.tab"))).ToContainTextAsync("3");
        await Expect(investigator.Main.Locator("tbody a[data-row] .cw-number")).ToHaveTextAsync(["CH-002", "CH-003", "CH-001"]);
        await Expect(investigator.Main.Locator(".cw-lane")).ToHaveCountAsync(3);
        await Expect(investigator.Main.Locator(".cw-lane").First.Locator(".cw-line a")).ToHaveCountAsync(2);
        await Expect(investigator.Main.Locator(".cw-lane").Last).ToContainTextAsync(investigator.Words("occurrence.line.nobody"));
        await LookAsync(investigator, findings, "chronology");

        // The marks are reached by the keyboard, and lead to the entry.
        await investigator.Main.Locator(".cw-lane-name a").First.FocusAsync();
        await investigator.Page.Keyboard.PressAsync("Tab");
        await Expect(investigator.Main.Locator(".cw-lane").First.Locator(".cw-line a").First).ToBeFocusedAsync();
        await LookAsync(investigator, findings, "chronology-focus");
        await investigator.Page.Keyboard.PressAsync("Enter");
        await Expect(investigator.Main.Locator("h1")).ToContainTextAsync("CH-002");

        // By person, and by words.
        await investigator.OpenAsync($"{file}/chronology");
        await investigator.Main.Locator("select[name=person]").SelectOptionAsync(new SelectOptionValue { Label = "P-002 ნიმუში მგზავრი" });
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator("tbody a[data-row] .cw-number")).ToHaveTextAsync(["CH-002"]);
        await investigator.OpenAsync($"{file}/chronology?search=sarpi");
        await Expect(investigator.Main.Locator("tbody a[data-row] .cw-number")).ToHaveTextAsync(["CH-001"]);
        await investigator.OpenAsync($"{file}/chronology?search=dovecote");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("occurrence.list.none-found"));
        await investigator.OpenAsync("/search?search=collected");
        await Expect(investigator.Main).ToContainTextAsync("CH-002");
        await LookAsync(investigator, findings, "chronology-search");

        await investigator.OpenAsync(crossing);
        await investigator.PressAsync("occurrence.correct");
        await Expect(investigator.Page.Locator("#text")).ToHaveValueAsync("The van crossed the border");
        await investigator.FillAsync("text", "The van crossed the border twice");
        await investigator.FillAsync("reason", "The film shows it");
        await LookAsync(investigator, findings, "occurrence-correct");
        await investigator.SendAsync();
        await Expect(investigator.Main.Locator(".cw-timeline").First).ToContainTextAsync("The van crossed the border");
        await Expect(investigator.Main).ToContainTextAsync("The van crossed the border twice");
        await investigator.PressAsync("occurrence.verb.withdraw");
        await investigator.FillAsync("reason", "Another van");
        await LookAsync(investigator, findings, "occurrence-withdraw");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("occurrence-state", "withdrawn"));
        await LookAsync(investigator, findings, "occurrence-withdrawn");
        await investigator.OpenAsync($"{file}/chronology");
        await Expect(investigator.Main.Locator("tbody a[data-row]")).ToHaveCountAsync(2);
        await investigator.OpenAsync($"{file}/chronology?withdrawn=true");
        await Expect(investigator.Main.Locator("tbody a[data-row]")).ToHaveCountAsync(3);
        await investigator.OpenAsync(crossing);
        await investigator.PressAsync("occurrence.verb.restore");
        await investigator.FillAsync("reason", "It was this one");
        await investigator.ConfirmAsync();
        await Expect(investigator.Main.Locator(".cw-head").First).ToContainTextAsync(investigator.Label("occurrence-state", "recorded"));
        findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task Tabs_beyond_the_daily_ones_stand_under_more_which_the_keyboard_opens_and_closes(string language, int width)
    {
        var findings = new List<string>();
        var investigator = await SignInAsync("investigator", language, width);
        await investigator.OpenFileAsync("More tabs");
        string[] daily = ["file.tab.overview", "person.tab", "evidence.tab", "protocol.tab", "request.list", "task.tab", "occurrence.tab", "file.tab.timeline"];
        await Expect(investigator.Page.Locator(".cw-tabs-row a")).ToHaveTextAsync([.. daily.Select(key => investigator.Words(key))]);
        var more = investigator.Page.Locator(".cw-more-tabs");
        await more.Locator("summary").FocusAsync();
        await investigator.Page.Keyboard.PressAsync("Enter");
        await Expect(investigator.Tab(investigator.Words("file.tab.team"))).ToBeInViewportAsync(new() { Ratio = 1 });
        await LookAsync(investigator, findings, "more-tabs");
        await investigator.Page.Keyboard.PressAsync("Escape");
        await Expect(more).Not.ToHaveAttributeAsync("open", "");
        await investigator.OpenTabAsync(investigator.Words("file.tab.team"));
        await Expect(investigator.Page.Locator(".cw-tabs-row a[aria-current=page]")).ToHaveTextAsync(investigator.Words("file.tab.team"));
        await Expect(more).Not.ToHaveAttributeAsync("open", "");
        await LookAsync(investigator, findings, "more-tab-open");
        findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sample_file_tells_what_happened_to_two_people()
    {
        var findings = new List<string>();
        var investigator = await SignInAsync("investigator");
        await investigator.OpenAsync("/search?search=apartments%20Lyon");
        var file = await investigator.Page.GetByRole(AriaRole.Link, new() { Name = "Irregular stay, Lyon" }).First.GetAttributeAsync("href");
        await investigator.OpenAsync($"{file}/chronology");
        await Expect(investigator.Main.Locator("tbody a[data-row] .cw-number")).ToHaveTextAsync(["CH-001", "CH-002", "CH-003", "CH-004", "CH-005"]);
        await Expect(investigator.Main.Locator(".cw-lane")).ToHaveCountAsync(2);
        await LookAsync(investigator, findings, "chronology-sample");
        findings.ShouldBeEmpty();
    }

    private static async Task RecordAsync(Person investigator, string file, string from, string until, string text, params string[] people)
    {
        await investigator.OpenAsync($"{file}/occurrences/new");
        await TypeAsync(investigator, "time-from", from);
        await TypeAsync(investigator, "time-until", until);
        await investigator.FillAsync("text", text);
        foreach (var person in people)
        {
            await investigator.Page.Locator(".cw-choice").Filter(new() { HasText = person }).ClickAsync();
            await Expect(investigator.Page.Locator(".cw-choice").Filter(new() { HasText = person }).Locator("input")).ToBeCheckedAsync();
        }

        await investigator.FillAsync("basis", "A statement");
        await investigator.ChooseAsync("source", "C");
        await investigator.ChooseAsync("information", "4");
        await investigator.ChooseAsync("handling", "H0");
        await investigator.SendAsync();
    }

    private static async Task TypeAsync(Person investigator, string id, string text)
    {
        await investigator.FillAsync(id, text);
        await investigator.Page.Locator($"#{id}").BlurAsync();
    }
}
