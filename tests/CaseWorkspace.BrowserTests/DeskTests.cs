using CaseWorkspace.IntegrationTests.Fixtures;
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
}
