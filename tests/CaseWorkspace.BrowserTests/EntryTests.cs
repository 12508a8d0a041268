using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CaseWorkspace.BrowserTests;

public sealed class EntryTests(Browser browser, RunningInstallation installation) : PeopleAtWork(browser, installation)
{
    private const string Password = "Six-quiet-herons-27";

    [Fact]
    public async Task An_account_without_a_role_is_told_so_and_sees_nothing()
    {
        var invitation = await InviteAsync("newcomer");
        var newcomer = await NewPageAsync();
        await newcomer.GotoAsync(invitation);
        await newcomer.FillAsync("#newPassword", Password);
        await newcomer.FillAsync("#repeated", Password);
        await newcomer.ClickAsync("main form button[type=submit]");

        await newcomer.GotoAsync(await WebAsync("/files"));
        await newcomer.FillAsync("#userName", "newcomer");
        await newcomer.FillAsync("#password", Password);
        await newcomer.ClickAsync("form:has(#password) button[type=submit]");

        await Expect(newcomer.Locator("h1")).ToHaveTextAsync("No role, no entry");
        (await newcomer.Locator(".cw-frame").CountAsync()).ShouldBe(0);
        var again = await newcomer.GotoAsync(await WebAsync("/files"));
        await Expect(newcomer.Locator(".cw-frame")).ToHaveCountAsync(0);
        again.ShouldNotBeNull();
    }

    /// <summary>The identity administrator creates the account, without a role; the invitation's address.</summary>
    private async Task<string> InviteAsync(string name)
    {
        var administrator = await SignInAsIdentityAdministratorAsync("/accounts/new");
        await administrator.FillAsync("#userName", name);
        await administrator.FillAsync("#displayName", name);
        await administrator.ClickAsync("main button.main");
        return await administrator.InnerTextAsync("#invitation-link");
    }
}
