using System.Net;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>A session that has ended at the identity server has ended at the workspace when the answer arrives: nothing is waited for here.</summary>
[Collection(SharedSessions.Name)]
public sealed class SessionEndTests(SessionInstallation installation)
{
    private const string Files = "/api/investigations";

    [Fact]
    public async Task A_copied_cookie_of_the_workspace_and_a_token_are_refused_at_once_after_the_sign_out_at_the_identity_server()
    {
        await installation.Administrator.CreateAsync("ends-at-once", "investigator");
        using var browser = await installation.SignInAsync("ends-at-once");
        // A program's token of the same session at the identity server.
        var token = await TokenOfAsync(browser);
        using var thief = Copy(browser);
        (await thief.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(token)).ShouldBe(200);

        await browser.SubmitAsync(await browser.GetAsync(installation.Issuer + "/sign-out"), "/sign-out");
        (await thief.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(token)).ShouldBe(401);
    }

    [Fact]
    public async Task Signing_out_at_the_workspace_ends_the_session_at_the_identity_server_and_all_copies()
    {
        await installation.Administrator.CreateAsync("out-at-workspace", "investigator");
        using var browser = await installation.SignInAsync("out-at-workspace");
        using var thief = Copy(browser);
        (await thief.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.PostAsync(installation.Web + "/sign-out")).Path.ShouldStartWith(installation.Web + "/signed-out");
        (await thief.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await thief.GetAsync(installation.Issuer + "/password")).Path.ShouldStartWith(installation.Issuer + "/sign-in");
    }

    [Fact]
    public async Task Ending_a_session_on_the_page_of_sessions_ends_it_at_the_workspace_and_no_other()
    {
        await installation.Administrator.CreateAsync("ends-by-page", "investigator");
        using var here = await installation.SignInAsync("ends-by-page");
        using var lost = await installation.SignInAsync("ends-by-page");
        (await lost.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        await here.SubmitAsync(await here.GetAsync(installation.Issuer + "/sessions"), "handler=EndOthers");
        (await lost.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await here.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_suspension_ends_the_session_at_the_workspace_at_once()
    {
        var id = await installation.Administrator.CreateAsync("suspended-at-once", "investigator");
        using var browser = await installation.SignInAsync("suspended-at-once");
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        await installation.Administrator.ActAsync(id, "Suspend");
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<string> TokenOfAsync(Visitor browser)
    {
        using var same = new Visitor(installation.Issuer);
        same.Cookies.Add(browser.Cookies.GetAllCookies());
        var oidc = new Oidc(installation.Issuer);
        var code = oidc.CodeOf(await same.FollowAsync(await same.GetAsync(await oidc.PushAsCliAsync(Oidc.CliRedirect))));
        return (string)(await oidc.RedeemAsync(code, Oidc.CliRedirect, ("client_id", "cli"))).Answer["access_token"]!;
    }

    private async Task<int> StatusAsync(string token) => (await installation.Api.SendAsync(new Call(HttpMethod.Get, Files) { Token = token })).Status;

    private Visitor Copy(Visitor owner)
    {
        var thief = new Visitor(installation.Web, roaming: true);
        thief.Cookies.Add(owner.Cookies.GetAllCookies());
        return thief;
    }
}
