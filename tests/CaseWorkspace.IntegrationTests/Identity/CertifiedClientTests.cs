using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Npm;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>Client libraries that the OpenID Foundation has certified sign in here with their defaults, as Web would and as a program does.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed class CertifiedClientTests(IdentityHost host)
{
    [Theory]
    [InlineData("openid-client", "web", false)]
    [InlineData("openid-client", "cli", false)]
    [InlineData("openid-client", "cli", true)]
    [InlineData("oauth4webapi", "web", true)]
    [InlineData("oauth4webapi", "cli", true)]
    public async Task Signs_in_refreshes_revokes_and_signs_out(string library, string client, bool bound)
    {
        var isWeb = client == "web";
        var signedOut = isWeb ? IdentityHost.WebOrigin + "/signout-callback-oidc" : "http://127.0.0.1:49152/signed-out";
        await using var program = await NodeProgram.StartAsync("client.mjs", new JsonObject
        {
            ["library"] = library, ["issuer"] = host.Address + "/", ["client"] = client, ["redirect"] = isWeb ? Oidc.WebRedirect : Oidc.CliRedirect,
            ["key"] = isWeb ? WebKey.PrivateJwk() : null, ["bound"] = bound, ["signedOut"] = signedOut,
        }.ToJsonString());
        var address = new Uri(await program.ReadLineAsync());
        address.Query.ShouldContain("request_uri=");
        using var visitor = new Visitor(host.Address);
        var page = await visitor.FollowAsync(await visitor.GetAsync(address.PathAndQuery));
        var back = await visitor.FollowAsync(await visitor.FillSignInAsync(page, "investigator"));
        await program.WriteLineAsync(back.Location.ShouldNotBeNull(back.Html));

        var answer = JsonNode.Parse(await program.ReadLineAsync())!;
        ((string)answer["claims"]!["preferred_username"]!).ShouldBe("investigator");
        ((string)answer["subject"]!).ShouldBe((string)answer["claims"]!["sub"]!);
        ((string)answer["type"]!).ShouldBe(bound ? "dpop" : "bearer");
        ((bool)answer["refreshed"]!).ShouldBeTrue();
        (await visitor.FollowAsync(await visitor.GetAsync(new Uri((string)answer["endSession"]!).PathAndQuery))).Location.ShouldBe(signedOut + "?state=over");
        (await visitor.GetAsync("/")).Location.ShouldNotBeNull().ShouldStartWith("/sign-in");
    }
}
