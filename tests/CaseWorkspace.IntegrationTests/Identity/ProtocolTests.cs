using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

[Collection(SharedIdentityHost.Name)]
public sealed class ProtocolTests(IdentityHost host)
{
    [Fact]
    public async Task Discovery_offers_what_is_meant_and_nothing_weaker()
    {
        var discovery = await new Oidc(host.Address).DiscoveryAsync();
        discovery["code_challenge_methods_supported"]!.ToJsonString().ShouldBe("[\"S256\"]");
        discovery["response_types_supported"]!.ToJsonString().ShouldBe("[\"code\"]");
        discovery["grant_types_supported"]!.ToJsonString().ShouldBe("[\"authorization_code\",\"refresh_token\"]");
        ((string)discovery["pushed_authorization_request_endpoint"]!).ShouldEndWith("/connect/par");
        ((bool)discovery["require_pushed_authorization_requests"]!).ShouldBeTrue();
        ((bool)discovery["authorization_response_iss_parameter_supported"]!).ShouldBeTrue();
        discovery["id_token_signing_alg_values_supported"]!.ToJsonString().ShouldBe("[\"PS256\"]");
    }

    [Fact]
    public async Task Web_pushes_its_request_and_gets_tokens_that_say_who_and_what()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        var code = await oidc.CodeAsync(visitor, await oidc.PushAsync(), "liaison-officer-fr");
        var (status, tokens) = await oidc.RedeemAsync(code, Oidc.WebRedirect, oidc.WebCredentials);
        status.ShouldBe(HttpStatusCode.OK, tokens.ToJsonString());

        var (header, access) = await oidc.VerifyAsync((string)tokens["access_token"]!);
        ((string)header["typ"]!).ShouldBe("at+jwt");
        ((string)header["alg"]!).ShouldBe("PS256");
        ((string)access["iss"]!).ShouldBe(host.Address + "/");
        ((string)access["aud"]!).ShouldBe("caseworkspace-api");
        ((long)access["exp"]! - (long)access["iat"]!).ShouldBe(300);
        var (_, id) = await oidc.VerifyAsync((string)tokens["id_token"]!);
        ((string)id["aud"]!).ShouldBe("web");
        foreach (var token in new[] { access, id })
        {
            ((string)token["sub"]!).ShouldBe("01980000-0000-7000-8000-000000000006");
            ((string)token["name"]!).ShouldBe("Sample Liaison Officer FR");
            ((string)token["preferred_username"]!).ShouldBe("liaison-officer-fr");
            token["role"]!.ToJsonString().ShouldContain("liaison-officer");
            ((string)token["unit"]!).ShouldBe("liaison");
            token["posting"]!.ToJsonString().ShouldContain("FR");
            token["amr"]!.ToJsonString().ShouldBe("[\"pwd\",\"otp\",\"mfa\"]");
            Guid.Parse((string)token["sid"]!).ShouldNotBe(Guid.Empty);
            ((long)token["auth_time"]!).ShouldBeGreaterThan(1_700_000_000);
            ((long)token["second_factor_at"]!).ShouldBeGreaterThanOrEqualTo((long)token["auth_time"]!);
            token["cw_stamp"].ShouldBeNull();
        }
        (await oidc.UserInfoAsync(tokens)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Cli_signs_in_on_any_loopback_port()
    {
        foreach (var redirect in new[] { "http://127.0.0.1:1024/callback", "http://127.0.0.1:65001/callback" })
        {
            var oidc = new Oidc(host.Address);
            using var visitor = new Visitor(host.Address);
            var code = await oidc.CodeAsync(visitor, await oidc.PushAsCliAsync(redirect), "investigator");
            var (status, tokens) = await oidc.RedeemAsync(code, redirect, ("client_id", "cli"));
            status.ShouldBe(HttpStatusCode.OK, tokens.ToJsonString());
        }
    }

    [Theory]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", "")]
    [InlineData("code_challenge", "")]
    [InlineData("response_type", "token")]
    [InlineData("response_type", "code id_token")]
    [InlineData("client_id", "nobody")]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:another")]
    [InlineData("request", "e30.e30.")]
    public async Task A_request_of_the_wrong_kind_is_refused(string parameter, string value)
    {
        var oidc = new Oidc(host.Address);
        var request = oidc.Request("cli", Oidc.CliRedirect);
        if (value.Length == 0)
            request.Remove(parameter);
        else
            request[parameter] = value;
        var (status, answer) = await oidc.PostAsync("/connect/par", [.. request.Select(pair => (pair.Key, pair.Value))]);
        ((int)status).ShouldBeInRange(400, 401);
        answer["error"].ShouldNotBeNull();
        answer["request_uri"].ShouldBeNull();
    }

    [Theory]
    [InlineData("http://127.0.0.1:1024/elsewhere")]
    [InlineData("http://127.0.0.1:1024/callback/")]
    [InlineData("http://127.0.0.1:1024/Callback")]
    [InlineData("http://127.0.0.1:1024/%63allback")]
    [InlineData("http://127.0.0.1:1024/x/../callback")]
    [InlineData("http://127.0.0.1:1024/callback?")]
    [InlineData("http://127.0.0.1:1024/callback?code=1")]
    [InlineData("http://127.0.0.1:1024/callback#")]
    [InlineData("http://127.0.0.1:1024/callback#part")]
    [InlineData("http://somebody@127.0.0.1:1024/callback")]
    [InlineData("http://127.0.0.1:01024/callback")]
    [InlineData("http://127.0.0.1:0/callback")]
    [InlineData("http://127.0.0.1:65536/callback")]
    [InlineData("http://127.0.0.1:/callback")]
    [InlineData("http://127.1:1024/callback")]
    [InlineData("http://2130706433:1024/callback")]
    [InlineData("http://0x7f000001:1024/callback")]
    [InlineData("http://localhost:1024/callback")]
    [InlineData("http://[::1]:1024/callback")]
    [InlineData("http://[::ffff:127.0.0.1]:1024/callback")]
    [InlineData("HTTP://127.0.0.1:1024/callback")]
    [InlineData("https://127.0.0.1:1024/callback")]
    [InlineData("http:/127.0.0.1:1024/callback")]
    [InlineData(" http://127.0.0.1:1024/callback")]
    [InlineData("http://127.0.0.1:1024/callback\n")]
    [InlineData("http://127.0.0.1:1024\\@example.org/callback")]
    [InlineData("http://127.0.0.1:1024@example.org/callback")]
    [InlineData("http://127.0.0.1.example.org:1024/callback")]
    [InlineData("http://example.org/callback")]
    public async Task An_address_of_cli_is_compared_to_the_letter_but_for_its_port(string redirect)
    {
        var oidc = new Oidc(host.Address);
        var (status, answer) = await oidc.PostAsync("/connect/par", [.. oidc.Request("cli", redirect).Select(pair => (pair.Key, pair.Value))]);
        status.ShouldBe(HttpStatusCode.BadRequest, answer.ToJsonString());
        ((string)answer["error"]!).ShouldBe("invalid_request");
    }

    [Theory]
    [InlineData("/Signin-oidc")]
    [InlineData("/signin-oidc/")]
    [InlineData("/signin-oidc?x=1")]
    [InlineData("/signin-oidc#x")]
    [InlineData("/signin%2Doidc")]
    [InlineData("/")]
    [InlineData("")]
    public async Task An_address_of_web_is_compared_to_the_letter(string path)
    {
        foreach (var redirect in new[] { IdentityHost.WebOrigin + path, "http://localhost:1024/signin-oidc", "http://LOCALHOST:5080/signin-oidc", "http://127.0.0.1:5080/signin-oidc" })
        {
            var oidc = new Oidc(host.Address);
            var (status, answer) = await oidc.PostAsync("/connect/par", [.. oidc.Request("web", redirect).Select(pair => (pair.Key, pair.Value)), .. oidc.WebCredentials[1..]]);
            status.ShouldBe(HttpStatusCode.BadRequest, answer.ToJsonString());
            ((string)answer["error"]!).ShouldBe("invalid_request");
        }
    }

    [Theory]
    [InlineData("web", Oidc.WebRedirect)]
    [InlineData("cli", Oidc.CliRedirect)]
    public async Task No_client_begins_without_a_pushed_request(string client, string redirect)
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        await visitor.SignInAsync("investigator");
        var answer = await visitor.GetAsync(Oidc.AuthorizePath(oidc.Request(client, redirect)));
        (answer.Location ?? "").ShouldNotContain("code=");
        (answer.Location + answer.Html).ShouldContain("invalid_request");
    }

    [Fact]
    public async Task A_pushed_request_lives_for_less_than_ten_minutes()
    {
        var oidc = new Oidc(host.Address);
        var (_, answer) = await oidc.PostAsync("/connect/par", [.. oidc.Request("cli", Oidc.CliRedirect).Select(pair => (pair.Key, pair.Value))]);
        ((int)answer["expires_in"]!).ShouldBeInRange(60, 599);
    }

    [Fact]
    public async Task Nobody_signs_in_on_a_device_without_a_browser()
    {
        var oidc = new Oidc(host.Address);
        (await oidc.DiscoveryAsync())["device_authorization_endpoint"].ShouldBeNull();
        (await oidc.PostAsync("/connect/device", ("client_id", "cli"))).Status.ShouldBe(HttpStatusCode.NotFound);
        var (status, answer) = await oidc.PostAsync("/connect/token",
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", "none"), ("client_id", "cli"));
        status.ShouldBe(HttpStatusCode.BadRequest);
        ((string)answer["error"]!).ShouldBe("unsupported_grant_type");
    }

    [Fact]
    public async Task Cli_ends_its_session_and_comes_back_to_its_port()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        var tokens = await oidc.CliTokensAsync(visitor, "investigator");
        foreach (var wrong in new[] { "http://127.0.0.1:50000/callback", "http://localhost:50000/signed-out", "http://127.0.0.1:50000/signed-out?x=1", "https://example.org/" })
            (await visitor.GetAsync(EndAt(wrong))).Status.ShouldBe(HttpStatusCode.BadRequest);
        var back = await visitor.GetAsync(EndAt("http://127.0.0.1:50000/signed-out"));
        back.Location.ShouldBe("http://127.0.0.1:50000/signed-out?state=s");
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);

        string EndAt(string address) => $"/connect/end-session?id_token_hint={(string)tokens["id_token"]!}&post_logout_redirect_uri={Uri.EscapeDataString(address)}&state=s";
    }

    [Fact]
    public async Task Pushing_needs_the_key_and_a_known_redirect()
    {
        var oidc = new Oidc(host.Address);
        var request = oidc.Request("web", Oidc.WebRedirect).Select(pair => (pair.Key, pair.Value)).ToArray();
        (await oidc.PostAsync("/connect/par", [.. request, ("client_secret", "a-web-client-for-demo-runs-0123456789")])).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await oidc.PostAsync("/connect/par", request)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var elsewhere = oidc.Request("web", "https://example.org/").Select(pair => (pair.Key, pair.Value));
        (await oidc.PostAsync("/connect/par", [.. elsewhere, .. oidc.WebCredentials[1..]])).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_wrong_verifier_gets_nothing()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        var code = await oidc.CodeAsync(visitor, await oidc.PushAsCliAsync(Oidc.CliRedirect), "investigator");
        var (status, _) = await new Oidc(host.Address).RedeemAsync(code, Oidc.CliRedirect, ("client_id", "cli"));
        status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_code_used_twice_ends_what_it_gave()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        var code = await oidc.CodeAsync(visitor, await oidc.PushAsCliAsync(Oidc.CliRedirect), "investigator");
        var (first, tokens) = await oidc.RedeemAsync(code, Oidc.CliRedirect, ("client_id", "cli"));
        first.ShouldBe(HttpStatusCode.OK);
        (await oidc.RedeemAsync(code, Oidc.CliRedirect, ("client_id", "cli"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await oidc.UserInfoAsync(tokens)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Refresh_tokens_rotate_and_a_reused_one_ends_the_chain()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        var first = await oidc.CliTokensAsync(visitor, "investigator");
        var (status, second) = await oidc.RefreshAsync(first);
        status.ShouldBe(HttpStatusCode.OK, second.ToJsonString());
        ((string)second["refresh_token"]!).ShouldNotBe((string)first["refresh_token"]!);
        (await oidc.VerifyAsync((string)second["access_token"]!)).Payload["sid"]!.ToJsonString()
            .ShouldBe((await oidc.VerifyAsync((string)first["access_token"]!)).Payload["sid"]!.ToJsonString());
        (await oidc.RefreshAsync(first)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await oidc.RefreshAsync(second)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_revoked_refresh_token_is_refused()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        var tokens = await oidc.CliTokensAsync(visitor, "investigator");
        (await oidc.PostAsync("/connect/revocation", ("client_id", "cli"), ("token", (string)tokens["refresh_token"]!))).Status.ShouldBe(HttpStatusCode.OK);
        (await oidc.RefreshAsync(tokens)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Only_web_is_told_how_a_token_for_the_api_stands()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        var tokens = await oidc.CliTokensAsync(visitor, "investigator");
        var access = (string)tokens["access_token"]!;
        (await SaysAsync(access, oidc.WebCredentials)).Answer["active"]!.GetValue<bool>().ShouldBeTrue();
        (await oidc.VerifyAsync(access)).Payload["cw_standing"].ShouldNotBeNull();
        (await oidc.VerifyAsync((string)tokens["id_token"]!)).Payload["cw_standing"].ShouldBeNull();

        (string, string)[][] others =
        [
            [("client_id", "cli")],
            [("client_id", "web")],
            [("client_id", "web"), ("client_secret", "wrong")],
            [("client_id", "cli"), .. oidc.WebCredentials[1..]],
        ];
        foreach (var credentials in others)
        {
            var (status, answer) = await SaysAsync(access, credentials);
            ((int)status).ShouldBeInRange(400, 403, answer.ToJsonString());
            answer["active"].ShouldBeNull();
        }

        foreach (var token in new[] { (string)tokens["refresh_token"]!, (string)tokens["id_token"]!, "none", access[..^3] + "abc" })
            (await SaysAsync(token, oidc.WebCredentials)).Answer["active"]?.GetValue<bool>().ShouldBeFalse(token);
        (await oidc.PostAsync("/connect/revocation", ("client_id", "cli"), ("token", access))).Status.ShouldBe(HttpStatusCode.OK);
        (await SaysAsync(access, oidc.WebCredentials)).Answer["active"]!.GetValue<bool>().ShouldBeFalse();

        Task<(HttpStatusCode Status, JsonNode Answer)> SaysAsync(string token, (string, string)[] credentials) =>
            oidc.PostAsync("/connect/introspection", [("token", token), .. credentials]);
    }

    [Fact]
    public async Task A_token_falls_with_what_it_says_of_the_account()
    {
        using var admin = await Administrator.SignInAsync(host.Address);
        string[] changes = ["status = 'suspended'", "status = 'ended'", "roles = '{}'", "roles = '{auditor}'", "unit_code = 'unit-9'", "postings = '{FR}'", "security_stamp = 'another'"];
        foreach (var change in changes)
        {
            var name = "falls-" + Array.IndexOf(changes, change);
            var id = await admin.CreateAsync(name, "investigator");
            using var visitor = new Visitor(host.Address);
            var oidc = new Oidc(host.Address);
            var access = (string)(await oidc.CliTokensAsync(visitor, name, Administrator.Password))["access_token"]!;
            (await StandsAsync()).ShouldBeTrue();
            await host.ScalarAsync<object>($"update identity.accounts set {change} where id = '{id}'");
            (await StandsAsync()).ShouldBeFalse(change);

            async Task<bool> StandsAsync() => (await oidc.PostAsync("/connect/introspection", [("token", access), .. oidc.WebCredentials])).Answer["active"]!.GetValue<bool>();
        }
    }

    [Fact]
    public async Task Prompt_login_and_max_age_ask_for_the_password_again()
    {
        foreach (var parameter in new[] { ("prompt", "login"), ("max_age", "0") })
        {
            var oidc = new Oidc(host.Address);
            using var visitor = new Visitor(host.Address);
            await oidc.CliTokensAsync(visitor, "investigator");
            var path = await oidc.PushAsync(parameter);
            var page = await visitor.FollowAsync(await visitor.GetAsync(path));
            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Html.ShouldContain("name=\"Password\"");
            // Asking again without signing in again does not help.
            (await visitor.FollowAsync(await visitor.GetAsync(path))).Html.ShouldContain("name=\"Password\"");
            oidc.CodeOf(await visitor.FollowAsync(await visitor.FillSignInAsync(page, "investigator"))).ShouldNotBeEmpty();
            // What satisfied one request does not satisfy the next.
            var next = await visitor.FollowAsync(await visitor.GetAsync(await new Oidc(host.Address).PushAsync(parameter)));
            next.Html.ShouldContain("name=\"Password\"");
        }
    }

    [Fact]
    public async Task A_young_sign_in_satisfies_max_age_and_prompt_none()
    {
        using var visitor = new Visitor(host.Address);
        var oidc = new Oidc(host.Address);
        var refused = await visitor.GetAsync(await oidc.PushAsync(("prompt", "none")));
        Oidc.QueryOf(refused)["error"].ShouldBe("login_required");
        await visitor.SignInAsync("investigator");
        var silent = new Oidc(host.Address);
        silent.CodeOf(await visitor.GetAsync(await silent.PushAsync(("prompt", "none"), ("max_age", "300")))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Sign_out_with_the_id_token_ends_the_session_and_its_tokens()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        var code = await oidc.CodeAsync(visitor, await oidc.PushAsync(), "investigator");
        var (_, tokens) = await oidc.RedeemAsync(code, Oidc.WebRedirect, oidc.WebCredentials);
        var back = Uri.EscapeDataString(IdentityHost.WebOrigin + "/signout-callback-oidc");
        var answer = await visitor.FollowAsync(await visitor.GetAsync(
            $"/connect/end-session?id_token_hint={(string)tokens["id_token"]!}&post_logout_redirect_uri={back}&state=s"));
        answer.Location.ShouldStartWith(IdentityHost.WebOrigin + "/signout-callback-oidc");
        (await oidc.RefreshAsync(tokens, oidc.WebCredentials)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.GetAsync("/")).Location.ShouldNotBeNull().ShouldContain("/sign-in");
    }

    [Fact]
    public async Task Sign_out_by_somebody_elses_link_asks_first()
    {
        using var visitor = new Visitor(host.Address);
        await visitor.SignInAsync("investigator");
        var page = await visitor.FollowAsync(await visitor.GetAsync("/connect/end-session"));
        page.Status.ShouldBe(HttpStatusCode.OK);
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        await visitor.SubmitAsync(page, "/sign-out");
        (await visitor.GetAsync("/")).Status.ShouldBe(HttpStatusCode.Found);
    }
}
