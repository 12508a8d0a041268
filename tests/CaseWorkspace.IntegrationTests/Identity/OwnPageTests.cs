using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>The page of the own account, and where a sign-in at the identity server leads.</summary>
[Collection(SharedAccountsHost.Name)]
public sealed class OwnPageTests(IdentityHost host)
{
    [Fact]
    public async Task The_language_of_an_account_goes_with_it_to_every_browser_and_its_clients()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        await admin.CreateAsync("reads-georgian", "investigator");
        using var here = new Visitor(host.Address);
        await here.SignInAsync("reads-georgian", Administrator.Password);
        var page = await here.GetAsync("/");
        page.Text.ShouldContain("A name is changed by two identity administrators together");
        page.Html.ShouldContain("<html lang=\"en\">");
        (await here.SubmitAsync(page, "handler=Language", ("language", "fr-FR"))).Location.ShouldBe("/");
        (await here.GetAsync("/")).Html.ShouldContain("<html lang=\"en\">");
        (await here.SubmitAsync(page, "handler=Language", ("language", "ka-GE"))).Location.ShouldBe("/");
        (await here.GetAsync("/")).Html.ShouldContain("<html lang=\"ka\">");

        using var elsewhere = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var tokens = await oidc.CliTokensAsync(elsewhere, "reads-georgian", Administrator.Password);
        (await elsewhere.GetAsync("/")).Html.ShouldContain("<html lang=\"ka\">");
        ((string)PayloadOf((string)tokens["id_token"]!)["locale"]!).ShouldBe("ka-GE");
        PayloadOf((string)tokens["access_token"]!)["locale"].ShouldBeNull();
    }

    [Fact]
    public async Task An_identity_administrator_lands_on_the_accounts_and_everybody_where_they_were_going()
    {
        using var administrator = new Visitor(host.Address);
        (await administrator.SignInAsync("identity-admin")).Location.ShouldBe("/accounts");
        (await administrator.FillSignInAsync(await administrator.GetAsync("/sign-in?returnUrl=/sessions"), "identity-admin")).Location.ShouldBe("/sessions");
        using var officer = new Visitor(host.Address);
        (await officer.SignInAsync("investigator")).Location.ShouldBe("/");
    }

    private static JsonNode PayloadOf(string token)
    {
        var part = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        return JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '='))))!;
    }
}
