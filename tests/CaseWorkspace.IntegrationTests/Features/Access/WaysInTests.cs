using System.Globalization;
using System.Net;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Identity;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>The ways from the workspace through the identity server and back: every detour ends where the person was going.</summary>
[Collection(SharedSessions.Name)]
public sealed class WaysInTests(SessionInstallation installation)
{
    private const string Target = "/search?search=%E1%83%97";

    [Theory]
    [InlineData("/sign-in?return=/search?search=%E1%83%97")]
    [InlineData(Target)]
    public async Task An_address_beyond_ascii_is_reached(string path)
    {
        using var browser = new Visitor(installation.Web, roaming: true);
        (await browser.FillSignInAsync(await browser.GetAsync(path), "investigator", "Demo-2026!")).Path.ShouldBe(installation.Web + Target);
    }

    [Fact]
    public async Task The_language_is_changed_on_the_way_to_an_address_beyond_ascii()
    {
        using var browser = new Visitor(installation.Web);
        var answer = await browser.GetAsync("/language/ka-GE?return=/files/%E1%83%97");
        answer.Status.ShouldBe(HttpStatusCode.Found);
        answer.Location.ShouldBe("/files/%E1%83%97");
    }

    [Fact]
    public async Task The_language_of_the_account_goes_with_it_to_the_workspace()
    {
        await installation.Administrator.CreateAsync("reads-at-work", "investigator");
        using var identity = new Visitor(installation.Issuer);
        await identity.SignInAsync("reads-at-work", Administrator.Password);
        await identity.SubmitAsync(await identity.GetAsync("/"), "handler=Language", ("language", "ka-GE"));
        // Signed in there before: Identity has no page to show on the way, and the workspace's host has no cookie of a language.
        using var browser = new Visitor(installation.Web, roaming: true);
        foreach (var cookie in identity.Cookies.GetAllCookies().Where(cookie => !cookie.Name.Contains("Culture", StringComparison.Ordinal)))
            browser.Cookies.Add(cookie);
        (await browser.GetAsync("/signed-out")).Html.ShouldContain("<html lang=\"en\">");
        var home = await browser.GetAsync("/");
        home.Path.ShouldBe(installation.Web + "/");
        home.Html.ShouldContain("<html lang=\"ka\">");
    }

    [Fact]
    public async Task A_browser_that_prefers_georgian_is_spoken_to_in_georgian_by_both_hosts()
    {
        using var browser = new Visitor(installation.Web, "ka", roaming: true);
        (await browser.GetAsync("/signed-out")).Html.ShouldContain("<html lang=\"ka\">");
        (await browser.GetAsync("/")).Html.ShouldContain("<html lang=\"ka\">");
    }

    [Fact]
    public async Task Ninety_unfinished_sign_ins_leave_one_cookie_and_the_next_one_succeeds()
    {
        using var browser = new Visitor(installation.Web, roaming: true, from: "198.51.100.90");
        var tabs = new List<Sheet>();
        for (var tab = 0; tab < 90; tab++)
            tabs.Add(await browser.GetAsync("/search?search=tab" + tab.ToString(CultureInfo.InvariantCulture)));
        var cookies = browser.Cookies.GetCookieHeader(new Uri(installation.Web + "/signin-oidc"));
        cookies.Length.ShouldBeLessThan(2000);
        cookies.Split(';').Count(cookie => cookie.Contains("cw-sign-in", StringComparison.Ordinal)).ShouldBe(1);
        (await browser.FillSignInAsync(tabs[7], "investigator", "Demo-2026!")).Path.ShouldBe(installation.Web + "/search?search=tab7");
        // The others go on where they were, without signing in once more.
        (await browser.FillSignInAsync(tabs[80], "investigator", "Demo-2026!")).Path.ShouldBe(installation.Web + "/search?search=tab80");
    }

    [Fact]
    public async Task A_link_that_another_program_followed_first_leads_the_browser_to_its_target()
    {
        // An office program follows the redirects itself and hands the browser the last address, without a cookie.
        using var program = new Visitor(installation.Web, roaming: true);
        var handed = (await program.GetAsync(Target)).Path;
        handed.ShouldStartWith(installation.Issuer + "/sign-in");
        using var browser = new Visitor(installation.Issuer, roaming: true);
        (await browser.FillSignInAsync(await browser.GetAsync(handed), "investigator", "Demo-2026!")).Path.ShouldBe(installation.Web + Target);
    }

    [Fact]
    public async Task A_sign_in_page_that_stood_open_for_too_long_leads_to_its_target()
    {
        using var browser = new Visitor(installation.Web, roaming: true);
        var page = await browser.GetAsync(Target);
        await IdentityHost.ExecuteAsync(
            installation.Installation.Database.ConnectionStringFor(DatabaseRole.Owner),
            EngineTables.ExpireLastPushedRequest);
        (await browser.FillSignInAsync(page, "investigator", "Demo-2026!")).Path.ShouldBe(installation.Web + Target);
    }

    [Fact]
    public async Task A_way_back_that_is_loaded_twice_leads_to_its_target()
    {
        using var browser = new Visitor(installation.Web);
        using var roaming = new Visitor(installation.Web, roaming: true);
        var challenged = await browser.LeaveForSignInAsync(Target);
        foreach (Cookie cookie in browser.Cookies.GetAllCookies())
            roaming.Cookies.Add(cookie);
        using var issuer = new Visitor(installation.Issuer);
        var back = await issuer.FollowAsync(await issuer.FillSignInAsync(await issuer.FollowAsync(await issuer.GetAsync(challenged.Location!)), "investigator"));
        foreach (Cookie cookie in issuer.Cookies.GetAllCookies())
            roaming.Cookies.Add(cookie);
        (await roaming.GetAsync(back.Location!)).Path.ShouldBe(installation.Web + Target);
        (await roaming.GetAsync(back.Location!)).Path.ShouldBe(installation.Web + Target);
    }

    [Fact]
    public async Task A_sign_in_that_fails_for_good_keeps_its_target_for_the_next_attempt()
    {
        using var browser = new Visitor(installation.Web);
        var page = await browser.GetAsync("/sign-in-failed?return=" + Uri.EscapeDataString("/search?search=თ"));
        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Text.ShouldContain("/sign-in?return=" + Uri.EscapeDataString(Target));
        (await browser.GetAsync("/sign-in-failed?return=//example.org")).Text.ShouldContain("/sign-in?return=%2F\"");
    }

    [Theory]
    [InlineData("/sign-in?return=/sign-in%3Freturn%3D%2Ffiles")]
    [InlineData("/sign-in?return=/SIGN-IN")]
    public async Task Signing_in_does_not_lead_to_signing_in(string path)
    {
        using var browser = new Visitor(installation.Web, roaming: true);
        (await browser.FillSignInAsync(await browser.GetAsync(path), "investigator", "Demo-2026!")).Path.ShouldBe(installation.Web + "/");
    }

    [Fact]
    public async Task Somebody_elses_way_back_signs_nobody_in()
    {
        using var attacker = new Visitor(installation.Web);
        using var issuer = new Visitor(installation.Issuer);
        var challenged = await attacker.LeaveForSignInAsync("/");
        var back = await issuer.FollowAsync(await issuer.FillSignInAsync(await issuer.FollowAsync(await issuer.GetAsync(challenged.Location!)), "investigator"));
        // The victim's browser began nothing: it is sent to sign in, and the attacker's code opens no session in it.
        using var victim = new Visitor(installation.Web);
        var answer = await victim.GetAsync(new Uri(back.Location!).PathAndQuery);
        answer.Location.ShouldBe("/sign-in?return=%2F&again=1", answer.Html);
        victim.Cookies.GetCookieHeader(new Uri(installation.Web)).ShouldNotContain("cw-session");
    }
}
