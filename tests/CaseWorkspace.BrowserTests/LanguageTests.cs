using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

public sealed class LanguageTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Fact]
    public async Task The_switch_shows_the_same_page_in_the_other_language()
    {
        var investigator = await SignInAsync("investigator");
        await investigator.OpenAsync("/requests?direction=outgoing");

        await investigator.Page.ClickAsync(".cw-language a[hreflang=ka]");

        await Expect(investigator.Page.Locator("html")).ToHaveAttributeAsync("lang", "ka");
        await Expect(investigator.Heading).ToHaveTextAsync("მოთხოვნები");
        new Uri(investigator.Page.Url).PathAndQuery.ShouldBe("/requests?direction=outgoing");
    }
}
