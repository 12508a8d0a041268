using System.Net;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>Signing in on detours: every one ends where the person was going.</summary>
[Collection(SharedAccountsHost.Name)]
public sealed class WaysInTests(IdentityHost host)
{
    [Fact]
    public async Task A_second_sign_in_tab_goes_on_where_the_first_signed_in()
    {
        using var visitor = new Visitor(host.Address);
        var first = new Oidc(host.Address);
        var second = new Oidc(host.Address);
        var firstTab = await visitor.FollowAsync(await visitor.GetAsync(await first.PushAsync()));
        var secondTab = await visitor.FollowAsync(await visitor.GetAsync(await second.PushAsync()));
        first.CodeOf(await visitor.FollowAsync(await visitor.FillSignInAsync(firstTab, "investigator"))).ShouldNotBeEmpty();
        second.CodeOf(await visitor.FollowAsync(await visitor.FillSignInAsync(secondTab, " Investigator\u00a0"))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_second_tab_in_which_another_person_signs_in_asks_once_more()
    {
        using var visitor = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var secondTab = await visitor.FollowAsync(await visitor.GetAsync(await oidc.PushAsync()));
        await visitor.SignInAsync("investigator");
        var again = await visitor.FollowAsync(await visitor.FillSignInAsync(secondTab, "prosecutor"));
        again.Html.ShouldContain("The page was out of date, and nothing was done.");
        oidc.CodeOf(await visitor.FollowAsync(await visitor.FillSignInAsync(again, "prosecutor"))).ShouldNotBeEmpty();
        (await visitor.GetAsync("/")).Html.ShouldContain("prosecutor");
    }

    [Fact]
    public async Task Two_tabs_that_wait_for_a_second_factor_lead_each_to_its_own_place()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        await admin.CreateAsync("two-tabs", "investigator");
        var app = Authenticator.Of(host.Address, "two-tabs")!;
        var codes = app.RecoveryCodes;
        using var visitor = new Visitor(host.Address);
        var first = new Oidc(host.Address);
        var second = new Oidc(host.Address);
        var firstTab = await visitor.FollowAsync(await visitor.FillPasswordAsync(await visitor.FollowAsync(await visitor.GetAsync(await first.PushAsync())), "two-tabs", Administrator.Password));
        var secondTab = await visitor.FollowAsync(await visitor.FillPasswordAsync(await visitor.FollowAsync(await visitor.GetAsync(await second.PushAsync())), "two-tabs", Administrator.Password));
        secondTab.Path.ShouldContain("/second-factor");
        first.CodeOf(await visitor.FollowAsync(await visitor.SubmitAsync(firstTab, "/second-factor", ("Code", app.Code())))).ShouldNotBeEmpty();
        var again = await visitor.FollowAsync(await visitor.SubmitAsync(secondTab, "/second-factor", ("Code", codes[0])));
        again.Location.ShouldNotBeNull(again.Html);
        second.CodeOf(again).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("investigator ")]
    [InlineData("\u00a0investigator\u00a0")]
    [InlineData("\u200binvestigator\t")]
    [InlineData("INVESTIGATOR")]
    public async Task Blanks_around_a_user_name_do_not_matter(string typed)
    {
        using var visitor = new Visitor(host.Address);
        (await visitor.SignInAsync(typed)).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Theory]
    [InlineData("investi gator")]
    [InlineData("investigator@example.org")]
    [InlineData("")]
    public async Task A_user_name_that_nobody_can_have_is_refused_with_a_hint(string typed)
    {
        using var visitor = new Visitor(host.Address);
        var page = await visitor.SignInAsync(typed);
        page.Text.ShouldContain("Check the user name: it has 2 to 63 Latin letters");
    }

    [Theory]
    [InlineData("/language?to=ka-GE&back=/%E1%83%97", "/%E1%83%97")]
    [InlineData("/language?to=ka-GE&back=/sign-in?returnUrl=/%E1%83%97", "/sign-in?returnUrl=/%E1%83%97")]
    [InlineData("/language?back=/sign-in", "/sign-in")]
    [InlineData("/language", "/")]
    public async Task The_language_is_changed_on_the_way_to_any_address(string path, string location)
    {
        using var visitor = new Visitor(host.Address);
        var answer = await visitor.GetAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.Found);
        answer.Location.ShouldBe(location);
    }

    [Fact]
    public async Task Signing_in_leads_to_an_address_beyond_ascii()
    {
        using var visitor = new Visitor(host.Address);
        var page = await visitor.GetAsync("/sign-in?returnUrl=" + Uri.EscapeDataString("/თ?q=თ"));
        var answer = await visitor.FillSignInAsync(page, "investigator");
        answer.Location.ShouldBe("/%E1%83%97?q=%E1%83%97", answer.Status + answer.Html);
    }

    [Fact]
    public async Task The_client_says_which_language_the_person_reads()
    {
        using var visitor = new Visitor(host.Address, "fr");
        var page = await visitor.FollowAsync(await visitor.GetAsync(await new Oidc(host.Address).PushAsync(("ui_locales", "ka"))));
        page.Html.ShouldContain("<html lang=\"ka\">");
        // What the person chose here comes first.
        await visitor.GetAsync("/language?to=en-GB&back=/sign-in");
        page = await visitor.FollowAsync(await visitor.GetAsync(await new Oidc(host.Address).PushAsync(("ui_locales", "ka"))));
        page.Html.ShouldContain("<html lang=\"en\">");
    }

    [Fact]
    public async Task A_fault_shows_the_way_to_the_workspace()
    {
        using var visitor = new Visitor(host.Address);
        var page = await visitor.GetAsync("/connect/authorize?client_id=web&request_uri=urn:ietf:params:oauth:request_uri:none");
        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain($"href=\"{IdentityHost.WebOrigin}/\"");
    }
}
