using System.Text.RegularExpressions;
using CaseWorkspace.BrowserTests.Features;
using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>How the pages fit a telephone, a small laptop and a desk's screen.</summary>
public sealed class LayoutTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    private const int Telephone = 390;

    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task No_page_scrolls_sideways_on_a_telephone(string language)
    {
        var people = await Task.WhenAll(
            SignInAsync("investigator", language, Telephone), SignInAsync("supervisor", language, Telephone),
            SignInAsync("liaison-officer-fr", language, Telephone), SignInAsync("auditor", language, Telephone),
            SignInAsync("custodian", language, Telephone));
        var (investigator, supervisor, liaison, auditor, custodian) = (people[0], people[1], people[2], people[3], people[4]);
        var file = await investigator.OpenFileAsync("Fahrzeugscheinwerferreinigungsanlagenhersteller und andere lange Woerter ohne jede Luecke dazwischen");
        var wide = new List<string>();

        await LookAsync(investigator, wide, [.. FeaturePages.Of("investigator", file), "/search?search=344"]);
        await investigator.OpenAsync(file);
        await LookAsync(investigator, wide, await LinksAsync(investigator, ".cw-tabs a"));
        foreach (var list in new[] { "/evidence", "/requests" })
        {
            await investigator.OpenAsync(list);
            await LookAsync(investigator, wide, await LinksAsync(investigator, $"a[data-row][href^='{list}/']"));
        }

        await LookAsync(supervisor, wide, FeaturePages.Of("supervisor"));
        await LookAsync(liaison, wide, FeaturePages.Of("liaison-officer-fr"));
        foreach (var list in new[] { "/", "/evidence" })
        {
            await custodian.OpenAsync(list);
            await LookAsync(custodian, wide, await LinksAsync(custodian, "a[data-row][href^='/evidence/']"));
        }

        await LookAsync(auditor, wide, FeaturePages.Of("auditor"));
        wide.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task No_page_of_accounts_scrolls_sideways_on_a_telephone(string language)
    {
        var administrator = await SignInAsIdentityAdministratorAsync("/accounts", language, Telephone);
        var wide = new List<string>();
        foreach (var path in new[] { "/", "/accounts", "/accounts/new", "/accounts/proposals", "/people", "/password", "/authenticator", "/sessions", "/sign-in", "/sign-out" })
        {
            await administrator.GotoAsync(await IdentityAsync(path));
            await MeasureAsync(administrator, wide);
        }

        await administrator.GotoAsync(await IdentityAsync("/accounts"));
        await administrator.Locator("tbody a").First.ClickAsync();
        await MeasureAsync(administrator, wide);
        wide.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_navigation_is_a_drawer_on_a_telephone()
    {
        var investigator = await SignInAsync("investigator", width: Telephone);
        var navigation = investigator.Page.Locator(".cw-side");
        var menu = investigator.Page.Locator(".cw-menu-button");
        await Expect(navigation).Not.ToBeVisibleAsync();

        await menu.ClickAsync();
        await Expect(menu).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(navigation.GetByText(investigator.Words("file.list"))).ToBeVisibleAsync();
        await navigation.Locator("a[href='/files']").ClickAsync();
        await investigator.ArrivesAtAsync("/files");
        await Expect(navigation).Not.ToBeVisibleAsync();
        await Expect(menu).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [Theory]
    [InlineData(700, true)]
    [InlineData(1099, true)]
    [InlineData(1100, false)]
    public async Task The_navigation_shows_icons_alone_under_1100_px(int width, bool icons)
    {
        var investigator = await SignInAsync("investigator", width: width);
        var link = investigator.Page.Locator(".cw-side a[href='/files']");
        await Expect(investigator.Page.Locator(".cw-menu-button")).Not.ToBeVisibleAsync();
        await Expect(link).ToBeVisibleAsync();

        var words = (await link.Locator("span").BoundingBoxAsync()).ShouldNotBeNull();
        (words.Width <= 1).ShouldBe(icons);
        (await link.GetAttributeAsync("title")).ShouldBe(investigator.Words("file.list"));
        (await investigator.Page.Locator(".cw-side").BoundingBoxAsync()).ShouldNotBeNull().Width.ShouldBe(icons ? 56 : 208);
    }

    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task The_tab_that_is_open_is_in_view(string language)
    {
        var investigator = await SignInAsync("investigator", language, Telephone);
        var file = await investigator.OpenFileAsync("Tabs out of view");
        foreach (var tab in await LinksAsync(investigator, ".cw-tabs a"))
        {
            await investigator.OpenAsync(tab);
            await Expect(investigator.Page.Locator(".cw-tabs a[aria-current=page]")).ToBeInViewportAsync(new() { Ratio = 1 });
        }

        file.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Numbers_do_not_break_at_their_hyphens()
    {
        var auditor = await SignInAsync("auditor", width: Telephone);
        var investigator = await SignInAsync("investigator", width: Telephone);
        await investigator.OpenFileAsync("Numbers in one piece");
        foreach (var (person, path) in new[] { (investigator, "/"), (investigator, "/files"), (investigator, "/evidence"), (investigator, "/requests"), (auditor, "/journal") })
        {
            await person.OpenAsync(path);
            (await person.Page.EvaluateAsync<string[]>(Broken)).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData(Person.English)]
    [InlineData(Person.Georgian)]
    public async Task Numbers_do_not_break_in_the_sentence_of_a_dialog_either(string language)
    {
        var investigator = await SignInAsync("investigator", language, Telephone);
        var file = await investigator.OpenFileAsync("Named in a sentence");
        foreach (var (path, verb) in new[] { ("team", "file.member.add"), ("team", "file.hand-over"), ("team", "file.restrict"), ("sub-files", "subfile.seal") })
        {
            await investigator.OpenAsync($"{file}/{path}");
            await investigator.PressAsync(verb);
            await Expect(investigator.Page.Locator(".mud-dialog .cw-whole").First).ToHaveTextAsync(new Regex(@"^344-\d{4}-\d{6}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
            (await investigator.Page.EvaluateAsync<string[]>(Broken)).ShouldBeEmpty();
        }
    }

    /// <summary>The numbers on the page that stand on more than one line.</summary>
    private const string Broken =
        """
        () => {
          const broken = [];
          const walker = document.createTreeWalker(document.querySelector('.mud-dialog') ?? document.querySelector('main'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            for (const found of walker.currentNode.data.matchAll(/(344-\d{4}-\d{6}(-\d+)?|R-\d{4}-\d{6}|E-\d{3,})/g)) {
              const range = document.createRange();
              range.setStart(walker.currentNode, found.index);
              range.setEnd(walker.currentNode, found.index + found[0].length);
              const tops = new Set([...range.getClientRects()].filter(one => one.width > 1).map(one => Math.round(one.top)));
              if (tops.size > 1) broken.push(found[0]);
            }
          }
          return broken;
        }
        """;

    private static Task<string[]> LinksAsync(Person person, string selector) =>
        person.Page.Locator(selector).EvaluateAllAsync<string[]>("links => links.slice(0, 12).map(link => link.getAttribute('href'))");

    private static async Task LookAsync(Person person, List<string> wide, params string[] paths)
    {
        foreach (var path in paths)
        {
            await person.OpenAsync(path);
            await MeasureAsync(person.Page, wide);
        }
    }

    /// <summary>A page as wide as its window holds nothing that is wider, unless that scrolls by itself.</summary>
    private static async Task MeasureAsync(IPage page, List<string> wide)
    {
        var over = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (over > 0)
            wide.Add($"{page.Url}: {over} px too wide");
    }
}
