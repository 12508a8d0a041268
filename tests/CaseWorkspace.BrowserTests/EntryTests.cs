using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

public sealed class EntryTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    [Fact]
    public async Task Somebody_who_administers_accounts_alone_is_led_to_them_from_the_desk()
    {
        var (administrator, officer) = await SignInBothAsync("identity-admin", "investigator");
        await Expect(administrator.Page.Locator(".cw-empty a")).ToHaveAttributeAsync("href", await IdentityAsync("/accounts"));
        await Expect(officer.Page.Locator("a", new() { HasText = "Open the accounts" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_account_without_a_role_is_told_so_and_sees_nothing()
    {
        await InviteAsync("newcomer");
        var newcomer = await NewPageAsync();

        await newcomer.GotoAsync(await WebAsync("/files"));
        await newcomer.FillAsync("#userName", "newcomer");
        await newcomer.FillAsync("#password", Person.OwnPassword);
        await newcomer.ClickAsync("form:has(#password) button[type=submit]");

        await Expect(newcomer.Locator("h1")).ToHaveTextAsync("No role, no entry");
        (await newcomer.Locator(".cw-frame").CountAsync()).ShouldBe(0);
        var again = await newcomer.GotoAsync(await WebAsync("/files"));
        await Expect(newcomer.Locator(".cw-frame")).ToHaveCountAsync(0);
        again.ShouldNotBeNull();
    }
}
