using System.Net;
using System.Text.RegularExpressions;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Identity;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>A page, or a program, asks for a second factor used just now.</summary>
[Collection(SharedSessions.Name)]
public sealed partial class StepUpTests(SessionInstallation installation)
{
    private const string Files = "/api/investigations";
    private const string Context = "urn:caseworkspace:second-factor";

    [Fact]
    public async Task A_stale_factor_is_asked_again_without_the_password_and_the_session_is_a_new_one()
    {
        await installation.Administrator.CreateAsync("steps-up", "investigator");
        var (browser, app, codes) = await installation.SignInWithAppAsync("steps-up");
        using var _ = browser;
        var used = app.Code();
        // Young enough: nothing is asked.
        (await StepUpAsync(browser, "/investigations")).Path.ShouldBe(installation.Web + "/investigations");

        await PassedTime.SinceFactorAsync(installation.Issuer, browser);
        var before = SessionOf(browser);
        var asked = await StepUpAsync(browser, "/investigations?mine=true");
        asked.Path.ShouldStartWith(installation.Issuer + "/second-factor");
        asked.Html.ShouldNotContain("name=\"Password\"");
        asked.Html.ShouldContain("a second factor used a moment ago");
        foreach (var wrong in new[] { "000000", used, "" })
            (await browser.SubmitAsync(asked, "/second-factor", ("Code", wrong))).Path.ShouldStartWith(installation.Issuer + "/second-factor");
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        SessionOf(browser).ShouldBe(before);

        var back = await browser.SubmitAsync(asked, "/second-factor", ("Code", app.Code(1)));
        back.Path.ShouldBe(installation.Web + "/investigations?mine=true");
        back.Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        SessionOf(browser).ShouldNotBe(before);
        (await WithSessionAsync(SessionOf(browser))).ShouldBe(HttpStatusCode.OK);
        (await WithSessionAsync(before)).ShouldBe(HttpStatusCode.Unauthorized);

        // A recovery code serves as well, once.
        await PassedTime.SinceFactorAsync(installation.Issuer, browser);
        var link = LinkPattern("recovery-code").Match((await StepUpAsync(browser, "/")).Text).Groups[1].Value;
        var page = await browser.GetAsync(installation.Issuer + link);
        (await browser.SubmitAsync(page, "/recovery-code", ("Code", codes[0]))).Path.ShouldBe(installation.Web + "/");
    }

    [Fact]
    public async Task A_person_without_a_second_factor_gets_none_by_the_password_and_is_told_what_to_do()
    {
        // Of a role from which the installation asks none at sign-in.
        await installation.Administrator.CreateAsync("has-none", "auditor");
        await IdentityHost.ExecuteAsync(installation.Installation.Database.ConnectionStringFor(DatabaseRole.Owner),
            "update identity.accounts set two_factor_enabled = false, protected_authenticator_key = null where user_name = 'has-none'");
        using var browser = await installation.SignInAsync("has-none");
        var asked = await StepUpAsync(browser, "/journal");
        asked.Path.ShouldStartWith(installation.Issuer + "/second-factor-missing");
        asked.Html.ShouldContain("Ask your identity administrators for a new invitation");
        (await browser.GetAsync(installation.Issuer + "/authenticator")).Html.ShouldNotContain("<form method=\"post\" action=\"/authenticator");
        (await browser.GetAsync(installation.Issuer + LinkPattern("connect/authorize").Match(asked.Text).Groups[1].Value)).Path.ShouldBe(installation.Web + "/journal");
    }

    [Fact]
    public async Task A_person_who_turns_back_is_where_they_were_and_no_further()
    {
        await installation.Administrator.CreateAsync("turns-back", "investigator");
        using var browser = await installation.SignInAsync("turns-back");
        await PassedTime.SinceFactorAsync(installation.Issuer, browser);
        var before = SessionOf(browser);
        var asked = await StepUpAsync(browser, "/investigations");
        var back = await browser.GetAsync(installation.Issuer + LinkPattern("connect/authorize").Match(asked.Text).Groups[1].Value);
        back.Path.ShouldBe(installation.Web + "/investigations");
        back.Status.ShouldBe(HttpStatusCode.OK);
        SessionOf(browser).ShouldBe(before);
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        (await StepUpAsync(browser, "/")).Path.ShouldStartWith(installation.Issuer + "/second-factor?");
    }

    [Fact]
    public async Task Nobody_is_sent_to_another_site_and_nobody_unknown_is_asked()
    {
        using (var stranger = new Visitor(installation.Web, roaming: true))
            (await StepUpAsync(stranger, "/investigations")).Path.ShouldStartWith(installation.Issuer + "/sign-in");

        await installation.Administrator.CreateAsync("lured", "investigator");
        var (browser, _, _) = await installation.SignInWithAppAsync("lured");
        using var _ = browser;
        foreach (var target in new[] { "https://example.org/", "//example.org/", "/\\example.org/", "\\\\example.org", "javascript:alert(1)", "/\r\nSet-Cookie: a=b", "/\t/example.org", "" })
            (await StepUpAsync(browser, target)).Path.ShouldBe(installation.Web + "/", target);
    }

    [Fact]
    public async Task Another_person_s_factor_satisfies_nothing()
    {
        await installation.Administrator.CreateAsync("was-here", "investigator");
        await installation.Administrator.CreateAsync("came-after", "investigator");
        using var browser = await installation.SignInAsync("was-here");
        await PassedTime.SinceFactorAsync(installation.Issuer, browser);
        var before = SessionOf(browser);
        var asked = await StepUpAsync(browser, "/investigations");
        (await browser.FillSignInAsync(await browser.GetAsync(installation.Issuer + "/sign-in"), "came-after", Administrator.Password)).Path.ShouldBe(installation.Issuer + "/");

        // The way back from the question that the one before was asked, with the factor of the one after.
        var back = Uri.UnescapeDataString(new Uri(asked.Path).Query["?returnUrl=".Length..]);
        (await browser.GetAsync(installation.Issuer + back)).Path.ShouldBe(installation.Web + "/sign-in-failed?return=%2Finvestigations");
        SessionOf(browser).ShouldBe(before);
        (await WithSessionAsync(before)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_program_asks_in_the_same_words_and_its_token_says_so()
    {
        await installation.Administrator.CreateAsync("by-program", "investigator");
        using var visitor = new Visitor(installation.Issuer);
        var oidc = new Oidc(installation.Issuer);
        (await oidc.DiscoveryAsync())["acr_values_supported"]!.ToJsonString().ShouldContain(Context);
        // A sign-in for the program ends with the factor, which is fresh then.
        var plain = await oidc.CliTokensAsync(visitor, "by-program", Administrator.Password);
        ((string)(await oidc.VerifyAsync((string)plain["access_token"]!)).Payload["acr"]!).ShouldBe(Context);
        // The next one inherits it not: it was used for another request.
        var inherits = (await oidc.VerifyAsync((string)(await new Oidc(installation.Issuer).CliTokensAsync(visitor, "by-program", Administrator.Password))["access_token"]!)).Payload;
        inherits["second_factor_at"].ShouldBeNull();
        inherits["acr"].ShouldBeNull();
        var silent = new Oidc(installation.Issuer);
        var refused = await visitor.GetAsync(await silent.PushAsCliAsync(Oidc.CliRedirect, ("acr_values", Context), ("prompt", "none")));
        Oidc.QueryOf(refused)["error"].ShouldBe("unmet_authentication_requirements");

        var asking = new Oidc(installation.Issuer);
        var path = await asking.PushAsCliAsync(Oidc.CliRedirect, ("acr_values", Context));
        var page = await visitor.FollowAsync(await visitor.GetAsync(path));
        page.Path.ShouldContain("/second-factor?");
        var back = await Authenticator.Of(installation.Issuer, "by-program")!.GiveAsync(installation.Issuer, "by-program", code => visitor.SubmitAsync(page, "/second-factor", ("Code", code)));
        var (_, tokens) = await asking.RedeemAsync(asking.CodeOf(await visitor.FollowAsync(back)), Oidc.CliRedirect, ("client_id", "cli"));
        var (_, access) = await asking.VerifyAsync((string)tokens["access_token"]!);
        ((string)access["acr"]!).ShouldBe(Context);
        ((long)access["second_factor_at"]!).ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 20);
        ((long)access["auth_time"]!).ShouldBeLessThanOrEqualTo((long)access["second_factor_at"]!);
    }

    private static Task<Sheet> StepUpAsync(Visitor browser, string returnUrl) => browser.GetAsync("/step-up?returnUrl=" + Uri.EscapeDataString(returnUrl));

    private string SessionOf(Visitor browser) => browser.Cookies.GetCookies(new Uri(installation.Web))["cw-session"]!.Value;

    /// <summary>Somebody with no more than this cookie.</summary>
    private async Task<HttpStatusCode> WithSessionAsync(string session)
    {
        using var other = new Visitor(installation.Web, roaming: true);
        other.Cookies.Add(new Uri(installation.Web), new Cookie("cw-session", session));
        return (await other.GetAsync(Files)).Status;
    }

    private static Regex LinkPattern(string part) => new($"href=\"(/{part}[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("class=\"button main\" href=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex KeptPattern();
}
