using CaseWorkspace.IntegrationTests.Fixtures;
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
        await Expect(colleague.Main.GetByRole(AriaRole.Status).First).ToBeVisibleAsync();

        await lead.OpenAsync("/requests");

        await Expect(bell).ToHaveTextAsync("1");
        await bell.ClickAsync();
        await Expect(lead.Heading).ToHaveTextAsync(lead.Words("frame.nav.desk"));
        await Expect(lead.Main.Locator("tbody tr")).ToHaveCountAsync(1);
    }
}
