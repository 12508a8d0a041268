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

    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task The_header_says_how_much_lies_in_the_file_and_when_the_next_answer_is_due(string language, int width)
    {
        var investigator = await SignInAsync("investigator", language, width);
        await investigator.OpenAsync("/files");
        var file = (await investigator.Page.GetByRole(AriaRole.Link, new() { Name = Lyon }).First.GetAttributeAsync("href")).ShouldNotBeNull();
        var (header, rows) = (investigator.Page.Locator(".cw-file"), investigator.Main.Locator("tbody tr"));

        await investigator.OpenAsync($"{file}/requests?order=due");
        await Expect(header.Locator($"a[href='{file}/requests'] .cw-count")).ToHaveTextAsync(await CountedAsync());
        await Expect(header).ToContainTextAsync(investigator.Words("file.next-deadline"));
        var due = await rows.First.Locator(".cw-deadline").GetAttributeAsync("datetime");
        await Expect(header.Locator(".cw-deadline")).ToHaveAttributeAsync("datetime", due.ShouldNotBeNull());
        await Expect(header.Locator(".cw-deadline")).ToBeInViewportAsync(new() { Ratio = 1 });

        await investigator.OpenTabAsync(investigator.Words("evidence.tab"));
        await Expect(investigator.Main.Locator("a[data-row][href^='/evidence/']").First).ToBeVisibleAsync();
        await Expect(header.Locator($"a[href='{file}/evidence'] .cw-count")).ToHaveTextAsync(await CountedAsync());
        await Expect(header.Locator(".cw-deadline")).ToHaveAttributeAsync("datetime", due);

        async Task<string> CountedAsync() => (await rows.CountAsync()).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task The_header_of_an_empty_file_counts_nothing_and_names_no_deadline()
    {
        var investigator = await SignInAsync("investigator");
        await investigator.OpenFileAsync("Nothing in it yet");

        await Expect(investigator.Tab(investigator.Words("evidence.tab"))).ToHaveTextAsync(investigator.Words("evidence.tab"));
        await Expect(investigator.Page.Locator(".cw-file .cw-deadline")).ToHaveCountAsync(0);
        await Expect(investigator.Page.Locator(".cw-file")).Not.ToContainTextAsync(investigator.Words("file.next-deadline"));
    }

    [Fact]
    public async Task The_list_of_requests_is_put_in_the_order_of_deadlines_from_its_head_by_the_keyboard()
    {
        var supervisor = await SignInAsync("supervisor");
        await supervisor.OpenAsync("/requests?direction=incoming");
        var (due, subject) = (HeadOf("request.due"), HeadOf("request.subject"));
        await Expect(due).ToHaveAttributeAsync("aria-sort", "none");
        await Expect(subject).ToHaveAttributeAsync("aria-sort", "descending");

        await due.Locator("a").FocusAsync();
        await supervisor.Page.Keyboard.PressAsync("Enter");
        await Expect(due).ToHaveAttributeAsync("aria-sort", "ascending");
        await Expect(subject).ToHaveAttributeAsync("aria-sort", "none");
        new Uri(supervisor.Page.Url).Query.ShouldBe("?direction=incoming&order=due");
        await supervisor.OpenAsync("/requests?direction=incoming&order=due");
        await Expect(due).ToHaveAttributeAsync("aria-sort", "ascending");
        var times = await supervisor.Main.Locator("tbody tr").EvaluateAllAsync<double[]>(
            "rows => rows.map(row => row.querySelector('.cw-deadline') ? Date.parse(row.querySelector('.cw-deadline').dateTime) : Number.MAX_SAFE_INTEGER)");
        times.Length.ShouldBeGreaterThan(1);
        times.ShouldBe(times.Order());

        await supervisor.FillAsync("words", "OCRIEST");
        await supervisor.PressAsync("frame.search");
        await Person.ArrivesAsync(supervisor.Page, "search=OCRIEST");
        await Expect(due).ToHaveAttributeAsync("aria-sort", "ascending");
        await due.Locator("a").ClickAsync();
        await Expect(subject).ToHaveAttributeAsync("aria-sort", "descending");
        new Uri(supervisor.Page.Url).Query.ShouldNotContain("order");

        ILocator HeadOf(string key) => supervisor.Main.Locator("thead th").Filter(new() { HasText = supervisor.Words(key) });
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
        await investigator.OpenTabAsync("History");

        await Expect(investigator.Page.Locator(".cw-timeline")).ToContainTextAsync("The flat was left on Sunday.");
    }

    [Fact]
    public async Task A_colleague_works_on_the_file_while_on_its_team_and_not_a_click_longer()
    {
        var (lead, colleague) = await SignInBothAsync("investigator", "investigator-2");
        var file = await lead.OpenFileAsync("Shared for a while");
        await AddToTeamAsync(lead, colleague.Name);

        await colleague.OpenAsync(file);
        await Expect(colleague.Heading).ToContainTextAsync("Shared for a while");
        await colleague.Page.FillAsync("#note", "Written too late.");
        await RemoveFromTeamAsync(lead);

        await Expect(colleague.Heading).ToHaveTextAsync("This file is no longer open to you");
        await Expect(colleague.Main).Not.ToContainTextAsync("Shared for a while");
        await lead.OpenTabAsync("History");
        await Expect(lead.Page.Locator(".cw-timeline")).Not.ToContainTextAsync("Written too late.");
    }

    [Fact]
    public async Task No_tab_of_an_open_page_shows_more_of_the_file_once_the_colleague_is_off_its_team()
    {
        const string Title = "Left by a colleague";
        var (lead, colleague) = await SignInBothAsync("investigator", "investigator-2");
        var file = await lead.OpenFileAsync(Title);
        await AddToTeamAsync(lead, colleague.Name);
        await colleague.OpenAsync(file);
        var tabs = await colleague.Page.Locator(".cw-tabs a").EvaluateAllAsync<string[]>("links => links.map(one => one.getAttribute('href'))");
        tabs.Length.ShouldBeGreaterThan(7);
        var open = new List<IPage>();
        foreach (var tab in tabs)
        {
            var page = await colleague.Page.Context.NewPageAsync();
            await page.GotoAsync(await WebAsync(tab));
            await Expect(page.Locator(".cw-tab")).ToBeVisibleAsync();
            open.Add(page);
        }

        await RemoveFromTeamAsync(lead);

        foreach (var page in open)
        {
            await Expect(page.Locator("main h1")).ToHaveTextAsync("This file is no longer open to you");
            await Expect(page.Locator("main")).Not.ToContainTextAsync(Title);
            await Expect(page.Locator("main")).Not.ToContainTextAsync("Lead:");
            (await page.TitleAsync()).ShouldNotContain(Title);
        }
    }

    [Fact]
    public async Task A_note_sent_by_a_double_click_is_kept_once()
    {
        var investigator = await SignInAsync("investigator");
        await investigator.OpenFileAsync("Clicked twice");
        await investigator.FillAsync("note", "Sent twice.");

        await investigator.Button("Add the note").DblClickAsync();

        await Expect(investigator.Page.Locator("#note")).ToHaveValueAsync("");
        await investigator.OpenTabAsync("History");
        await Expect(investigator.Page.Locator(".cw-timeline li").Filter(new() { HasText = "Sent twice." })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_address_names_the_kind_and_the_day_that_are_shown()
    {
        var investigator = await SignInAsync("investigator");
        var file = await investigator.OpenFileAsync("Sent on by address");
        await investigator.OpenAsync($"{file}/timeline");
        await investigator.ChooseAsync("kind", "note-added");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("file.timeline.none"));
        new Uri(investigator.Page.Url).Query.ShouldBe("?kind=note-added");

        await investigator.OpenAsync($"{file}/timeline?kind=investigation-opened");
        await Expect(investigator.Page.Locator("#kind")).ToHaveValueAsync("investigation-opened");
        await Expect(investigator.Page.Locator(".cw-timeline li")).ToHaveCountAsync(1);

        await investigator.OpenAsync($"{file}/as-of?day=2020-01-31");
        await Expect(investigator.Page.Locator("#as-of")).ToHaveValueAsync("31 Jan 2020");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("asof.none"));

        await investigator.OpenAsync($"{file}/access?day=2020-01-31");
        await Expect(investigator.Page.Locator("#access-at")).ToHaveValueAsync("31 Jan 2020");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("access.not-then"));
        await investigator.PressAsync("access.now");
        await Expect(investigator.Main.Locator("tbody tr").First).ToBeVisibleAsync();
        new Uri(investigator.Page.Url).Query.ShouldBe("");
    }

    [Fact]
    public async Task An_item_and_a_request_go_into_the_sealed_sub_file_from_whose_page_they_are_begun()
    {
        var lead = await SignInAsync("investigator");
        var file = await lead.OpenFileAsync("With a sealed part");
        await lead.OpenAsync($"{file}/evidence/new");
        await Expect(lead.Main.Locator("[data-into]")).ToContainTextAsync("With a sealed part");
        await lead.OpenAsync($"{file}/sub-files");
        await lead.PressAsync("subfile.seal");
        await lead.FillAsync("part-title", "What the source said");
        await lead.ChooseColleagueAsync("supervisor-2", "part-supervisor");
        await lead.FillAsync("part-reason", "The source is in danger");
        await lead.ConfirmAsync();
        await Expect(lead.Heading).ToContainTextAsync("What the source said");
        var (part, number) = (new Uri(lead.Page.Url).AbsolutePath, await lead.Heading.Locator(".cw-number").InnerTextAsync());

        await lead.PressAsync("evidence.register");
        await Expect(lead.Main.Locator("[data-into]")).ToContainTextAsync(number);
        await lead.ChooseAsync("kind", "physical-object");
        await lead.FillAsync("description", "A letter");
        await lead.FillAsync("seized-at", "2026-01-15T09:30");
        await lead.FillAsync("seized-where", "Kutaisi");
        await lead.FillAsync("seized-by", "investigator");
        await lead.SendAsync();
        await Expect(lead.Heading.Locator(".cw-number")).ToHaveTextAsync($"{number}/E-001");

        await lead.OpenAsync(part);
        await lead.PressAsync("request.draft");
        await Expect(lead.Main.Locator("[data-into]")).ToContainTextAsync(number);
        await Story.WriteRequestAsync(lead, "Under seal", "One?", "Two?");
        await lead.SendAsync();
        await Story.ArrivedAsync(lead);
        await Expect(lead.Heading).ToContainTextAsync("Under seal");
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
