using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

/// <summary>The page by which a sign-in begins: passed without noticing, and of use where its script does not run.</summary>
public sealed class SignInPageTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Theory]
    [InlineData(Person.English, 1440)]
    [InlineData(Person.English, 390)]
    [InlineData(Person.Georgian, 1440)]
    [InlineData(Person.Georgian, 390)]
    public async Task Without_its_script_a_button_goes_on(string language, int width)
    {
        var page = await NewPageAsync(language, width);
        await page.RouteAsync("**/sign-in.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "" }));
        await page.GotoAsync(await WebAsync("/files"));
        page.Url.ShouldBe(await WebAsync("/sign-in?return=%2Ffiles"));
        (await Axe.FindingsAsync(page)).ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        if (Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"sign-in-{language}-{width}.png") });

        await page.ClickAsync("main button");
        await Expect(page.Locator("input[autocomplete=username]")).ToBeVisibleAsync();
        page.Url.ShouldStartWith(await IdentityAsync("/sign-in"));
    }

    [Fact]
    public async Task Back_leads_past_it()
    {
        var page = await NewPageAsync();
        await page.GotoAsync(await WebAsync("/signed-out"));
        await page.GotoAsync(await WebAsync("/files"));
        await Expect(page.Locator("input[autocomplete=username]")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(await WebAsync("/signed-out"));
    }
}
