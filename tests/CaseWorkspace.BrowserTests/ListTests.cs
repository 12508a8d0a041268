using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>What lists keep in the address, and how they look on paper, in a spreadsheet and on a telephone.</summary>
public sealed class ListTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    private const int OfAPage = 50;

    [Fact]
    public async Task The_page_and_the_order_of_a_list_stand_in_the_address_and_the_way_back_leads_to_them()
    {
        var investigator = await SignInNewAsync("investigator", "unit-1", Person.English, 1440);
        await OpenFilesAsync(investigator, OfAPage + 3);
        await investigator.OpenAsync("/files");
        var rows = investigator.Main.Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(OfAPage);
        await investigator.PressAsync("frame.page.next");
        await Expect(rows).ToHaveCountAsync(3);
        var second = investigator.Page.Url;
        second.ShouldContain("after=");

        await rows.First.Locator("a").ClickAsync();
        await Expect(investigator.Page.Locator(".cw-file")).ToBeVisibleAsync();
        await investigator.Page.GoBackAsync();
        await Expect(investigator.Page).ToHaveURLAsync(second);
        await Expect(rows).ToHaveCountAsync(3);

        // The pages before are not known from an address alone: the way leads to the first.
        await investigator.PressAsync("frame.page.first");
        await investigator.ArrivesAtAsync("/files");
        await Expect(rows).ToHaveCountAsync(OfAPage);
        await investigator.PressAsync("frame.page.next");
        await Expect(rows).ToHaveCountAsync(3);
        await investigator.PressAsync("frame.page.previous");
        await Expect(rows).ToHaveCountAsync(OfAPage);
        await investigator.PressAsync("frame.page.next");
        await Expect(rows).ToHaveCountAsync(3);
        await investigator.Main.Locator(".cw-sort").ClickAsync();
        await investigator.ArrivesAtAsync("/files?oldestFirst=true");
        await Expect(rows).ToHaveCountAsync(OfAPage);
        await Expect(rows.First).ToContainTextAsync("Listed 0");
        await investigator.Page.GoBackAsync();
        await Expect(rows).ToHaveCountAsync(3);

        // An address typed by hand may say anything.
        await investigator.OpenAsync("/files?after=the-second");
        await Expect(rows).ToHaveCountAsync(OfAPage);
    }

    [Fact]
    public async Task How_far_one_has_read_in_a_timeline_is_where_the_way_back_leads()
    {
        var investigator = await SignInAsync("investigator");
        var file = await investigator.OpenFileAsync("Read far down");
        await PostAsync(investigator, $"/api/investigations/{file.Split('/')[^1]}/notes", OfAPage + 3, "({ text: `Note ${n}` })");
        await investigator.OpenAsync($"{file}/timeline");
        var entries = investigator.Page.Locator(".cw-timeline li");
        await Expect(entries).ToHaveCountAsync(OfAPage);
        await investigator.PressAsync("file.timeline.more");
        await Expect(entries).ToHaveCountAsync(OfAPage + 4);
        await investigator.ArrivesAtAsync($"{file}/timeline?pages=2");

        await investigator.Page.Locator(".cw-side a[href='/files']").ClickAsync();
        await investigator.ArrivesAtAsync("/files");
        await investigator.Page.GoBackAsync();
        await Expect(entries).ToHaveCountAsync(OfAPage + 4);
        await investigator.OpenAsync($"{file}/timeline?pages=many");
        await Expect(entries).ToHaveCountAsync(OfAPage);
    }

    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task Rows_that_are_copied_keep_their_cells(string language)
    {
        var investigator = await SignInAsync("investigator", language);
        await investigator.OpenFileAsync("=HYPERLINK(1)");
        await investigator.OpenAsync("/files");
        var columns = await investigator.Main.Locator("thead th").CountAsync();

        var lines = (await investigator.Page.EvaluateAsync<string>(Copied, 3)).Split('\n');
        lines.Length.ShouldBe(3);
        lines.ShouldAllBe(one => one.Split('\t').Length == columns);
        // Others open files at the same time.
        var line = lines.First(one => one.Contains("HYPERLINK", StringComparison.Ordinal));
        line.Split('\t').ShouldContain(investigator.Label("investigation-state", "under-investigation"));
        lines.SelectMany(one => one.Split('\t')).ShouldAllBe(cell => cell.Length == 0 || !"=+-@".Contains(cell[0], StringComparison.Ordinal));
        (await investigator.Page.EvaluateAsync<string>(Copied, 0)).ShouldBe("", "Words within a cell are left to the browser.");
    }

    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task On_paper_there_is_no_navigation_and_no_cell_is_cut(string language)
    {
        var people = await Task.WhenAll(SignInAsync("investigator", language, PaperWidth), SignInAsync("auditor", language, PaperWidth));
        var (investigator, auditor) = (people[0], people[1]);
        var file = await investigator.OpenFileAsync("Printed: " + string.Concat(Enumerable.Repeat("a long title of a file that is cut on the screen and not on paper ", 2)).Trim());
        foreach (var person in people)
            await person.Page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var (person, path) in new[] { (investigator, "/"), (investigator, "/files"), (investigator, "/requests"), (investigator, "/evidence"), (investigator, file), (investigator, $"{file}/team"), (auditor, "/journal"), (auditor, "/journal/accounts") })
        {
            await person.OpenAsync(path);
            await Expect(person.Page.Locator(".cw-top")).Not.ToBeVisibleAsync();
            await Expect(person.Page.Locator(".cw-side")).Not.ToBeVisibleAsync();
            (await person.Page.Locator("main button:visible, main .mud-button-root:visible").CountAsync()).ShouldBe(0, path);
            (await person.Page.EvaluateAsync<string[]>(Cut)).ShouldBeEmpty(path);
        }
    }

    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task Tabs_show_on_which_side_there_are_more(string language)
    {
        var investigator = await SignInAsync("investigator", language, 390);
        var file = await investigator.OpenFileAsync("More tabs than fit");
        var tabs = investigator.Page.Locator(".cw-tabs-row");
        await Expect(tabs).ToHaveAttributeAsync("data-after", "");
        await Expect(tabs).Not.ToHaveAttributeAsync("data-before", "");
        await investigator.OpenAsync((await tabs.Locator("a").Last.GetAttributeAsync("href")).ShouldNotBeNull());
        await Expect(tabs).ToHaveAttributeAsync("data-before", "");
        await Expect(tabs).Not.ToHaveAttributeAsync("data-after", "");
        file.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Who_looked_puts_the_looks_of_a_session_together_and_leaves_out_ones_own()
    {
        var people = await Task.WhenAll(SignInAsync("investigator"), SignInAsync("supervisor"));
        var (investigator, supervisor) = (people[0], people[1]);
        var file = await investigator.OpenFileAsync("Looked at by two");
        await investigator.OpenAsync($"{file}/consultations");
        await Expect(investigator.Main).ToContainTextAsync(investigator.Words("journal.consultations.none"));

        foreach (var tab in new[] { "", "/timeline", "/timeline", "/team" })
            await supervisor.OpenAsync(file + tab);
        await investigator.OpenAsync($"{file}/consultations");
        var rows = investigator.Main.Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync(supervisor.Name);
        await Expect(rows).ToContainTextAsync(investigator.Words("operation.investigation.view-timeline"));
        await investigator.PressAsync("journal.own.show");
        await Expect(rows).ToHaveCountAsync(2);
        await investigator.ArrivesAtAsync($"{file}/consultations?own=true");
        await investigator.PressAsync("journal.own.hide");
        await Expect(rows).ToHaveCountAsync(1);
    }

    /// <summary>A4, less the margins.</summary>
    private const int PaperWidth = 703;

    /// <summary>The words that are copied of the first rows; of one word in a cell for none.</summary>
    private const string Copied =
        """
        rows => new Promise(done => {
          const all = [...document.querySelectorAll('main tbody tr')];
          const range = document.createRange();
          if (rows > 0) {
            range.setStart(all[0].cells[0], 0);
            range.setEndAfter(all[rows - 1].cells[all[rows - 1].cells.length - 1]);
          } else {
            range.selectNodeContents(all[0].querySelector('.cw-number'));
          }
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          document.addEventListener('copy', event => done(event.defaultPrevented ? event.clipboardData.getData('text/plain') : ''), { once: true });
          document.execCommand('copy');
        })
        """;

    /// <summary>The cells, and the page, that hold more than they show.</summary>
    private const string Cut =
        """
        () => [document.documentElement, ...document.querySelectorAll('.cw-table-frame, .cw-table th, .cw-table td, .cw-table a')]
          .filter(one => one.checkVisibility() && getComputedStyle(one).display !== 'inline' && one.scrollWidth > one.clientWidth + 1)
          .map(one => `${one.tagName} ${one.className} ${one.scrollWidth} > ${one.clientWidth}: ${one.innerText.slice(0, 60)}`)
        """;

    private static Task OpenFilesAsync(Person person, int count) => PostAsync(
        person, "/api/investigations", count, "({ title: `Listed ${n}`, offenceForms: ['irregular-stay'], countries: ['FR'], summary: 'One of many.' })");

    /// <summary>Sends it as the page's own scripts do, as often as asked.</summary>
    private static async Task PostAsync(Person person, string path, int count, string body) =>
        (await person.Page.EvaluateAsync<int>(
            $$"""
            async ([path, count]) => {
              let done = 0;
              for (let n = 0; n < count; n++) {
                const answer = await fetch(path, { method: 'POST', headers: { 'X-CaseWorkspace': '1', 'Content-Type': 'application/json' }, body: JSON.stringify({{body}}) });
                done += answer.ok ? 1 : 0;
              }
              return done;
            }
            """,
            new object[] { path, count })).ShouldBe(count);
}
