using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>The pages of auditors: the journal with its fields and its export, and who could see a file.</summary>
public sealed class OversightTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task The_journal_is_narrowed_by_its_fields_and_leaves_as_a_file_after_a_second_factor(string language, int width)
    {
        var name = $"overseer-{language[..2]}-{width}";
        await InviteAsync(name, "auditor", "oversight");
        var people = await Task.WhenAll(SignInAsync("investigator", language, width), SignInAsync(name, language, width, Person.OwnPassword, earlier: true));
        var (investigator, auditor) = (people[0], people[1]);
        var file = await investigator.OpenFileAsync("Looked up in the journal");
        var number = await investigator.Heading.Locator(".cw-number").InnerTextAsync();
        await investigator.OpenAsync($"{file}/timeline");
        // Away from it: an open timeline follows what happens, and what it shows anew is a read of its own.
        await investigator.OpenAsync("/");

        // An address typed by hand may say anything.
        await auditor.OpenAsync("/journal?person=nobody&thing=1&denied=perhaps");
        var rows = auditor.Main.Locator("tbody tr");
        await Expect(rows.First).ToBeVisibleAsync();
        await auditor.FillAsync("name", "nvestigato");
        await auditor.FillAsync("number", number);
        await auditor.ChooseAsync("operation", "investigation.view-timeline");
        await auditor.ChooseAsync("processing", "consultation");
        await auditor.FillAsync("since", "2026-01-01T00:00");
        await auditor.SendAsync();
        await auditor.SettledAsync();
        await Expect(rows).ToHaveCountAsync(await LooksAtTimelineAsync(file));
        foreach (var one in new[] { auditor.Words("operation.investigation.view-timeline"), number, investigator.Name })
            await Expect(rows.Filter(new() { HasText = one })).ToHaveCountAsync(await rows.CountAsync());
        await Expect(auditor.Page.Locator("#number")).ToHaveValueAsync(number);
        await Expect(auditor.Page.Locator("#operation")).ToHaveValueAsync("investigation.view-timeline");

        await auditor.FillAsync("before", "2026-01-02T00:00");
        await auditor.Page.CheckAsync("[name=denied]");
        await auditor.SendAsync();
        await auditor.SettledAsync();
        await Expect(auditor.Main).ToContainTextAsync(auditor.Words("journal.empty"));
        await Expect(auditor.Page.Locator("[name=denied]")).ToBeCheckedAsync();
        await auditor.PressAsync("journal.all");
        await Expect(rows.Nth(2)).ToBeVisibleAsync();
        await Expect(auditor.Page.Locator("#number")).ToHaveValueAsync("");

        await auditor.OpenAsync($"/journal?number={number}");
        await auditor.Page.ClickAsync("[data-export]");
        // The file comes by itself, once the second factor has been used.
        var download = await auditor.Page.RunAndWaitForDownloadAsync(() => auditor.UseFactorAsync());
        await auditor.SettledAsync();
        await Expect(auditor.Page.Locator("#number")).ToHaveValueAsync(number);
        download.SuggestedFilename.ShouldBe("journal.csv");
        var lines = await File.ReadAllLinesAsync((await download.PathAsync()).ShouldNotBeNull(), TestContext.Current.CancellationToken);
        lines.Length.ShouldBeGreaterThan(2);
        lines.Skip(1).ShouldAllBe(line => line.Contains(number, StringComparison.Ordinal));
        await auditor.OpenAsync("/journal?operation=journal.export");
        await Expect(rows.First).ToContainTextAsync(name);
        // What was asked for stands under what was done, in the reader's words.
        await Expect(rows.First.Locator("[data-asked]")).ToHaveTextAsync($"{auditor.Words("asked.number")}: {number}");
    }

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task The_auditor_asks_who_could_see_a_file_by_number_and_day(string language, int width)
    {
        var people = await Task.WhenAll(SignInAsync("investigator", language, width), SignInAsync("auditor", language, width));
        var (investigator, auditor) = (people[0], people[1]);
        await investigator.OpenFileAsync("Asked about by the auditor");
        var number = await investigator.Heading.Locator(".cw-number").InnerTextAsync();

        await auditor.OpenAsync("/who-could-see");
        await auditor.FillAsync("number", number);
        await auditor.SendAsync();
        await auditor.SettledAsync();
        var lead = auditor.Main.Locator("tbody tr").Filter(new() { HasText = auditor.Label("relation", "lead") });
        await Expect(lead).ToContainTextAsync(investigator.Name);
        await Expect(auditor.Main).Not.ToContainTextAsync("Asked about by the auditor");

        await auditor.FillAsync("day", "2020-01-01");
        await auditor.SendAsync();
        await auditor.SettledAsync();
        await Expect(auditor.Main).ToContainTextAsync(auditor.Words("standing.none", number));
    }

    /// <summary>How many entries the journal holds of looks at the file's timeline, which is one at least.</summary>
    private async Task<int> LooksAtTimelineAsync(string file)
    {
        await using var database = await DatabaseAsync(DatabaseRole.Owner);
        await using var command = database.CreateCommand("select count(*)::int from journal.entry where file = @file and operation = 'investigation.view-timeline'");
        command.Parameters.AddWithValue("file", Guid.Parse(file.Split('/')[^1]));
        var looks = (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        looks.ShouldBeGreaterThan(0);
        return looks;
    }
}
