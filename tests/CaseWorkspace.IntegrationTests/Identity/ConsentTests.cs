using System.Net;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>A program on a person's own machine acts as them only after they have said so, each time.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed class ConsentTests(IdentityHost host)
{
    [Fact]
    public async Task A_program_is_asked_about_every_time_and_says_as_whom_and_until_when()
    {
        using var visitor = new Visitor(host.Address);
        await visitor.SignInAsync("investigator");
        for (var time = 0; time < 2; time++)
        {
            var oidc = new Oidc(host.Address);
            var page = await AskedAsync(visitor, oidc);
            page.Html.ShouldContain("Sample Investigator");
            page.Html.ShouldContain("Did you start this program yourself");
            page.Html.ShouldContain(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(TimeProvider.System.GetUtcNow().AddHours(12), "Asia/Tbilisi").ToString("d MMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en-GB")));
            // Looking at it twice, or going to the client's address again, gives no leave.
            (await visitor.RedirectedAsync(await visitor.GetAsync(page.Path))).Path.ShouldContain("/consent?");
            oidc.CodeOf(await visitor.RedirectedAsync(await visitor.SubmitAsync(page, "/consent"))).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task Who_refuses_sends_the_program_away()
    {
        using var visitor = new Visitor(host.Address);
        await visitor.SignInAsync("investigator");
        var oidc = new Oidc(host.Address);
        var page = await AskedAsync(visitor, oidc);
        var refusal = System.Text.RegularExpressions.Regex.Match(page.Text, "class=\"button\" href=\"([^\"]+)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        var back = await visitor.RedirectedAsync(await visitor.GetAsync(refusal));
        back.Location.ShouldNotBeNull().ShouldStartWith(Oidc.CliRedirect);
        Oidc.QueryOf(back)["error"].ShouldBe("access_denied");
        Oidc.QueryOf(back)["code"].ShouldBeNull();
    }

    [Fact]
    public async Task Leave_for_one_request_or_session_is_none_for_another()
    {
        using var visitor = new Visitor(host.Address);
        await visitor.SignInAsync("investigator");
        var (asked, planted) = (new Oidc(host.Address), new Oidc(host.Address));
        var page = await AskedAsync(visitor, asked);
        var other = await planted.PushAsCliAsync(Oidc.CliRedirect);
        await visitor.SubmitAsync(page, "/consent");
        (await visitor.RedirectedAsync(await visitor.GetAsync(other))).Path.ShouldContain("/consent?");

        // The cookie of one person's leave, in another person's browser.
        var mine = await asked.PushAsCliAsync(Oidc.CliRedirect);
        await visitor.SubmitAsync(await visitor.RedirectedAsync(await visitor.GetAsync(mine)), "/consent");
        using var thief = new Visitor(host.Address);
        await thief.SignInAsync("investigator");
        foreach (Cookie cookie in visitor.Cookies.GetAllCookies().Where(cookie => cookie.Name.EndsWith("consent", StringComparison.Ordinal)))
            thief.Cookies.Add(cookie);
        (await thief.RedirectedAsync(await thief.GetAsync(mine))).Path.ShouldContain("/consent?");
    }

    [Fact]
    public async Task No_program_is_let_in_silently_and_no_other_page_gives_leave()
    {
        using var visitor = new Visitor(host.Address);
        await visitor.SignInAsync("investigator");
        var oidc = new Oidc(host.Address);
        Oidc.QueryOf(await visitor.GetAsync(await oidc.PushAsCliAsync(Oidc.CliRedirect, ("prompt", "none"))))["error"].ShouldBe("consent_required");
        var path = await oidc.PushAsCliAsync(Oidc.CliRedirect);
        var address = "/consent?returnUrl=" + Uri.EscapeDataString(path);
        // Without the form's own token, and from a page of another origin with it.
        (await visitor.PostAsync(address)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.SubmitFromAsync("http://127.0.0.1:49152", await visitor.GetAsync(address), "/consent")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.RedirectedAsync(await visitor.GetAsync(path))).Path.ShouldContain("/consent?");
        foreach (var elsewhere in new[] { "/", "//example.org/?request_uri=x", "https://example.org/connect/authorize?request_uri=x", "/connect/authorize?client_id=cli", "/connect/authorize?request_uri=" })
            (await visitor.GetAsync("/consent?returnUrl=" + Uri.EscapeDataString(elsewhere))).Location.ShouldBe("/", elsewhere);
    }

    [Fact]
    public async Task The_workspace_asks_for_no_leave()
    {
        using var visitor = new Visitor(host.Address);
        await visitor.SignInAsync("investigator");
        var oidc = new Oidc(host.Address);
        oidc.CodeOf(await visitor.GetAsync(await oidc.PushAsync())).ShouldNotBeEmpty();
    }

    private static async Task<Sheet> AskedAsync(Visitor visitor, Oidc oidc)
    {
        var page = await visitor.RedirectedAsync(await visitor.GetAsync(await oidc.PushAsCliAsync(Oidc.CliRedirect)));
        page.Path.ShouldContain("/consent?");
        page.Status.ShouldBe(HttpStatusCode.OK);
        return page;
    }
}
