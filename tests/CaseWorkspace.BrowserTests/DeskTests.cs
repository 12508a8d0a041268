using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

public sealed class DeskTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, "en", "My desk")]
    [InlineData(Person.Georgian, "ka", "ჩემი მაგიდა")]
    public async Task Signing_in_leads_to_the_desk_in_ones_language(string language, string code, string desk)
    {
        var investigator = await SignInAsync("investigator", language);

        await Expect(investigator.Heading).ToHaveTextAsync(desk);
        new Uri(investigator.Page.Url).AbsolutePath.ShouldBe("/");
        (await investigator.Page.GetAttributeAsync("html", "lang")).ShouldNotBeNull().ShouldStartWith(code);
    }

    [Fact]
    public async Task The_desk_tells_what_changed_since_it_was_last_looked_at()
    {
        var investigator = await SignInAsync("investigator");
        var heading = investigator.Main.Locator("h2").Filter(new() { HasText = investigator.Words("file.recent", "").Trim() });
        await Expect(heading).ToBeVisibleAsync();
        var (now, last) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddHours(-25));

        await investigator.Page.EvaluateAsync(
            "([before, last]) => { for (const key of Object.keys(localStorage)) if (key.startsWith('cw-desk:')) localStorage.setItem(key, `${before} ${last}`); }",
            new[] { last.AddDays(-1).ToUnixTimeSeconds(), last.ToUnixTimeSeconds() });
        await investigator.OpenAsync("/");

        var since = investigator.Speaking(() => LocalTime.Brief(last, now));
        await Expect(heading).ToHaveTextAsync(investigator.Words("file.recent", since));
    }

    [Fact]
    public async Task The_shortcuts_lead_only_where_the_role_leads()
    {
        var auditor = await SignInAsync("auditor");
        await auditor.Page.Keyboard.PressAsync("?");

        var keys = auditor.Page.Locator(".cw-keys");
        await Expect(keys).ToContainTextAsync(auditor.Words("journal.list"));
        await Expect(keys).Not.ToContainTextAsync(auditor.Words("file.list"));
        await Expect(keys.GetByText("g", new() { Exact = true })).ToHaveCountAsync(await auditor.Page.Locator("[data-go]").CountAsync());
    }

    [Fact]
    public async Task The_bell_counts_on_every_page_what_waits_on_the_desk()
    {
        await InviteAsync("rung-for", "investigator", "unit-1");
        var people = await Task.WhenAll(SignInAsync("rung-for", password: Person.OwnPassword), SignInAsync("investigator-2"));
        var (lead, colleague) = (people[0], people[1]);
        var bell = lead.Page.Locator(".cw-bell");
        await Expect(bell).ToHaveTextAsync("");
        await lead.OpenFileAsync("Rung for");
        await colleague.OpenAsync("/access");
        await colleague.FillAsync("ask-number", await lead.Heading.Locator(".cw-number").InnerTextAsync());
        await colleague.FillAsync("ask-reason", "Knows the house");
        await colleague.PressAsync("ask.do");
        await Expect(colleague.Main.Locator("[role=status]:not(.cw-told)").First).ToBeVisibleAsync();

        await lead.OpenAsync("/requests");

        await Expect(bell).ToHaveTextAsync("1");
        await bell.ClickAsync();
        await Expect(lead.Heading).ToHaveTextAsync(lead.Words("frame.nav.desk"));
        await Expect(lead.Main.Locator("tbody tr")).ToHaveCountAsync(1);

        // The button opens the act itself, once: neither a reload nor an address made up opens anything.
        await lead.Main.Locator("tbody .cw-do a").ClickAsync();
        var dialog = lead.Page.Locator(".mud-dialog");
        await Expect(dialog).ToContainTextAsync("Knows the house");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = lead.Words("ask.refuse"), Exact = true })).ToBeVisibleAsync();
        await lead.ArrivesAtAsync("/access/asks");
        foreach (var address in new[] { "/access/asks", $"/access/asks?act={Guid.Empty}", "/access/asks?act=grant" })
        {
            await lead.OpenAsync(address);
            await lead.ArrivesAtAsync("/access/asks");
            await Expect(lead.Act("ask.grant")).ToBeVisibleAsync();
            await Expect(dialog).ToHaveCountAsync(0);
        }
    }
}
