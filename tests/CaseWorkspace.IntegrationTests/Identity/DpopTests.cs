using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>Tokens are bound to the key of the program that asked for them (RFC 9449): without it nobody gets or uses any.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed class DpopTests(IdentityHost host, SecondNode second) : IClassFixture<SecondNode>
{
    private string Token => host.Address + "/connect/token";

    [Fact]
    public async Task A_token_says_to_whose_key_it_is_bound_and_serves_nobody_else()
    {
        using var key = new ProofKey();
        var oidc = new Oidc(host.Address) { Key = key };
        using var visitor = new Visitor(host.Address);
        var tokens = await oidc.CliTokensAsync(visitor, "investigator");
        ((string)tokens["token_type"]!).ShouldBe("DPoP");
        var (_, access) = await oidc.VerifyAsync((string)tokens["access_token"]!);
        ((string)access["cnf"]!["jkt"]!).ShouldBe(key.Thumbprint);
        access["cw_jkt"].ShouldBeNull();
        (await oidc.VerifyAsync((string)tokens["id_token"]!)).Payload["cnf"].ShouldBeNull();
        // Whom the workspace asks, it is told whose key must be shown.
        var said = (await new Oidc(host.Address).PostAsync("/connect/introspection", [("token", (string)tokens["access_token"]!), .. oidc.WebCredentials])).Answer;
        ((bool)said["active"]!).ShouldBeTrue();
        ((string)said["cnf"]!["jkt"]!).ShouldBe(key.Thumbprint);

        (await oidc.UserInfoAsync(tokens)).ShouldBe(HttpStatusCode.OK);
        (await new Oidc(host.Address).UserInfoAsync(tokens)).ShouldBe(HttpStatusCode.Unauthorized);
        using var other = new ProofKey();
        (await new Oidc(host.Address) { Key = other }.UserInfoAsync(tokens)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_refresh_token_of_a_program_is_bound_to_its_key()
    {
        using var key = new ProofKey();
        using var other = new ProofKey();
        var oidc = new Oidc(host.Address) { Key = key };
        using var visitor = new Visitor(host.Address);
        var tokens = await oidc.CliTokensAsync(visitor, "investigator");
        foreach (var thief in new[] { new Oidc(host.Address), new Oidc(host.Address) { Key = other } })
            await ShouldRefuseAsync(thief.RefreshAsync(tokens));
        // A thief's try spends nothing.
        var (status, renewed) = await oidc.RefreshAsync(tokens);
        status.ShouldBe(HttpStatusCode.OK, renewed.ToJsonString());
        ((string)(await oidc.VerifyAsync((string)renewed["access_token"]!)).Payload["cnf"]!["jkt"]!).ShouldBe(key.Thumbprint);
        (await oidc.RefreshAsync(renewed)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_is_bound_to_the_key_that_its_request_named_or_proved()
    {
        using var key = new ProofKey();
        using var other = new ProofKey();
        using var visitor = new Visitor(host.Address);
        foreach (var named in new[] { true, false })
        {
            var oidc = new Oidc(host.Address) { Key = named ? null : key };
            var code = await oidc.CodeAsync(visitor, await oidc.PushAsCliAsync(Oidc.CliRedirect, named ? [("dpop_jkt", key.Thumbprint)] : []), "investigator");
            foreach (var thief in new[] { null, other.Proof("POST", Token) })
                await ShouldRefuseAsync(RedeemAsync(host.Address, oidc, code, thief));
            (await RedeemAsync(host.Address, oidc, code, key.Proof("POST", Token))).Status.ShouldBe(HttpStatusCode.OK);
        }
        var mixed = new Oidc(host.Address) { Key = other };
        await ShouldRefuseAsync(mixed.PostAsync("/connect/par", [.. mixed.Request("cli", Oidc.CliRedirect, ("dpop_jkt", key.Thumbprint)).Select(pair => (pair.Key, pair.Value))]));
        var (status, answer) = await new Oidc(host.Address).PostAsync("/connect/par", [.. mixed.Request("cli", Oidc.CliRedirect, ("dpop_jkt", "short")).Select(pair => (pair.Key, pair.Value))]);
        status.ShouldBe(HttpStatusCode.BadRequest, answer.ToJsonString());
    }

    [Fact]
    public async Task A_proof_serves_once_on_whichever_node_and_for_its_own_request_alone()
    {
        using var key = new ProofKey();
        using var visitor = new Visitor(host.Address);
        var proof = key.Proof("POST", Token);
        var oidc = new Oidc(host.Address);
        (await RedeemAsync(host.Address, oidc, await CodeAsync(oidc), proof)).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var node in new[] { host.Address, second.Address })
        {
            var again = new Oidc(host.Address);
            await ShouldRefuseAsync(RedeemAsync(node, again, await CodeAsync(again), proof));
        }

        string[] wrong =
        [
            "", "x", key.Proof("GET", Token), key.Proof("POST", host.Address + "/connect/par"), key.Proof("POST", second.Address + "/connect/token"), key.Proof("POST", Token.ToUpperInvariant()),
            key.Proof("POST", Token, payload: claims => claims["iat"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 70), key.Proof("POST", Token, header: header => header["jwk"]!["d"] = key.PrivatePart),
        ];
        foreach (var one in wrong.Skip(1))
        {
            var asking = new Oidc(host.Address);
            await ShouldRefuseAsync(RedeemAsync(host.Address, asking, await CodeAsync(asking), one));
        }

        async Task<string> CodeAsync(Oidc asking) => await asking.CodeAsync(visitor, await asking.PushAsCliAsync(Oidc.CliRedirect), "investigator");
    }

    [Fact]
    public async Task In_earnest_a_program_gets_no_token_without_a_proof()
    {
        var strict = await host.StartAsync(host.Connections, null, ("Identity__Issuer", host.Address), ("Identity__DpopRequired", "true"));
        using var key = new ProofKey();
        using var visitor = new Visitor(strict);
        var oidc = new Oidc(strict) { Issuer = host.Address + "/" };
        var code = await oidc.PushAsCliAsync(Oidc.CliRedirect);
        var page = await visitor.FollowAsync(await visitor.GetAsync(code));
        var answer = await visitor.FollowAsync(await visitor.FillSignInAsync(page, "investigator"));
        await ShouldRefuseAsync(RedeemAsync(strict, oidc, Oidc.QueryOf(answer)["code"]!, null));
        (await RedeemAsync(strict, oidc, Oidc.QueryOf(answer)["code"]!, key.Proof("POST", Token))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Discovery_names_how_proofs_may_be_signed() =>
        (await new Oidc(host.Address).DiscoveryAsync())["dpop_signing_alg_values_supported"]!.ToJsonString().ShouldBe("[\"ES256\",\"PS256\"]");

    private static async Task ShouldRefuseAsync(Task<(HttpStatusCode Status, JsonNode Answer)> asking)
    {
        var (status, answer) = await asking;
        status.ShouldBe(HttpStatusCode.BadRequest, answer.ToJsonString());
        ((string)answer["error"]!).ShouldBe("invalid_dpop_proof");
    }

    private static async Task<(HttpStatusCode Status, JsonNode Answer)> RedeemAsync(string node, Oidc oidc, string code, string? proof)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, node + "/connect/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = Oidc.CliRedirect, ["code_verifier"] = oidc.Verifier, ["client_id"] = "cli",
            }),
        };
        if (proof is not null)
            request.Headers.TryAddWithoutValidation("DPoP", proof);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
