using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

public sealed class FileTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    private const string Lyon = "Irregular stay, Lyon";
    private const string OtherUnits = "Irregular entry by van";

    [Fact]
    public async Task The_list_shows_the_files_of_ones_unit_and_no_others()
    {
        var investigator = await SignInAsync("investigator");

        await investigator.OpenAsync("/files");

        await Expect(investigator.Main).ToContainTextAsync(Lyon);
        await Expect(investigator.Main).ToContainTextAsync("Unfounded asylum applications, Barcelona");
        await Expect(investigator.Main).Not.ToContainTextAsync(OtherUnits);
    }

    [Fact]
    public async Task The_list_is_turned_round_by_its_head()
    {
        var supervisor = await SignInAsync("supervisor");
        await supervisor.OpenAsync("/files");
        var numbers = supervisor.Main.Locator("tbody .cw-number");
        var newest = await numbers.First.InnerTextAsync();
        await Expect(supervisor.Main.Locator("th[aria-sort=descending]")).ToHaveCountAsync(1);

        await supervisor.Main.Locator(".cw-sort").ClickAsync();

        await Expect(supervisor.Main.Locator("th[aria-sort=ascending]")).ToHaveCountAsync(1);
        await Expect(numbers.First).ToHaveTextAsync("344-2026-000001");
        newest.ShouldNotBe("344-2026-000001");
    }

    [Fact]
    public async Task A_note_on_a_file_opened_through_the_form_is_on_its_timeline()
    {
        var investigator = await SignInAsync("investigator");
        await investigator.OpenFileAsync("Opened in the browser", "Three persons lived in a flat in Lyon.\n<script>alert(1)</script>");
        await Expect(investigator.Heading).ToContainTextAsync("Opened in the browser");
        await Expect(investigator.Main).ToContainTextAsync("<script>alert(1)</script>");

        await investigator.Page.FillAsync("#note", "The flat was left on Sunday.");
        await investigator.Button("Add the note").ClickAsync();
        await Expect(investigator.Page.Locator("#note")).ToHaveValueAsync("");
        await investigator.OpenTabAsync("Timeline");

        await Expect(investigator.Page.Locator(".cw-timeline")).ToContainTextAsync("The flat was left on Sunday.");
    }

    [Fact]
    public async Task A_colleague_works_on_the_file_while_on_its_team_and_not_a_click_longer()
    {
        var (lead, colleague) = await SignInBothAsync("investigator", "investigator-2");
        var file = await lead.OpenFileAsync("Shared for a while");
        await AddToTeamAsync(lead, "investigator-2");

        await colleague.OpenAsync(file);
        await Expect(colleague.Heading).ToContainTextAsync("Shared for a while");
        await colleague.Page.FillAsync("#note", "Written too late.");
        await RemoveFromTeamAsync(lead);
        await colleague.Button("Add the note").ClickAsync();

        await Expect(colleague.Heading).ToHaveTextAsync("This file is no longer open to you");
        await Expect(colleague.Main).Not.ToContainTextAsync("Shared for a while");
        await lead.OpenTabAsync("Timeline");
        await Expect(lead.Page.Locator(".cw-timeline")).Not.ToContainTextAsync("Written too late.");
    }

    [Fact]
    public async Task A_file_of_another_unit_and_a_missing_one_look_the_same()
    {
        var (lead, stranger) = await SignInBothAsync("investigator", "investigator-2");
        await lead.OpenAsync("/files");
        var forbidden = await lead.Page.GetByRole(AriaRole.Link, new() { Name = Lyon }).First.GetAttributeAsync("href");

        var (forbiddenStatus, forbiddenPage) = await SeenAsync(stranger, forbidden.ShouldNotBeNull());
        var (missingStatus, missingPage) = await SeenAsync(stranger, $"/files/{Guid.CreateVersion7()}");

        forbiddenPage.ShouldContain("There is nothing here for you");
        forbiddenPage.ShouldBe(missingPage);
        forbiddenStatus.ShouldBe(missingStatus);
    }

    [Fact]
    public async Task The_auditor_sees_no_file()
    {
        var (lead, auditor) = await SignInBothAsync("investigator", "auditor");
        await lead.OpenAsync("/files");
        var file = await lead.Page.GetByRole(AriaRole.Link, new() { Name = Lyon }).First.GetAttributeAsync("href");

        await auditor.OpenAsync("/files");
        await Expect(auditor.Main).Not.ToContainTextAsync(Lyon);
        await Expect(auditor.Main).Not.ToContainTextAsync(OtherUnits);
        await Expect(auditor.Page.Locator("main a[href^='/files/']")).ToHaveCountAsync(0);
        await auditor.OpenAsync(file.ShouldNotBeNull());
        await Expect(auditor.Heading).ToHaveTextAsync("There is nothing here for you");
    }

    private static async Task AddToTeamAsync(Person lead, string name)
    {
        await lead.OpenTabAsync("Team");
        await lead.Button("Add a member").ClickAsync();
        await lead.ChooseColleagueAsync(name);
        await lead.Page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Expect(lead.Page.Locator(".cw-table")).ToContainTextAsync(name);
    }

    private static async Task RemoveFromTeamAsync(Person lead)
    {
        await lead.Button("Remove from the file").ClickAsync();
        await lead.Page.FillAsync("#reason", "Moved to another unit");
        await lead.Page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await Expect(lead.Button("Remove from the file")).ToHaveCountAsync(0);
    }

    private static async Task<(int? Status, string Main)> SeenAsync(Person person, string path)
    {
        var status = 0;
        void Note(object? sender, IResponse response) => status = response.Request.IsNavigationRequest ? response.Status : status;
        person.Page.Response += Note;
        await person.OpenAsync(path);
        person.Page.Response -= Note;
        return (status, await person.Page.TitleAsync() + "\n" + await person.Main.InnerTextAsync());
    }
}
