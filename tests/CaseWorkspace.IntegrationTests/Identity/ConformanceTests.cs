using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>Cases of the OpenID Foundation's conformance suite that no other test tries; docs/conformance.md names all of them.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed class ConformanceTests(IdentityHost host)
{
    [Theory]
    [InlineData("state", "")]
    [InlineData("nonce", "")]
    [InlineData("nonce", "64")]
    [InlineData("nonce", "384")]
    [InlineData("state", "384")]
    [InlineData("scope", "caseworkspace-api profile openid offline_access")]
    [InlineData("display", "page")]
    [InlineData("display", "popup")]
    [InlineData("login_hint", "somebody@example.org")]
    [InlineData("ui_locales", "se")]
    [InlineData("claims_locales", "se")]
    [InlineData("acr_values", "1 2")]
    [InlineData("max_age", "10000")]
    [InlineData("extra", "foobar")]
    public async Task A_request_of_an_unusual_but_right_kind_succeeds(string parameter, string value)
    {
        var oidc = new Oidc(host.Address);
        var request = oidc.Request("cli", Oidc.CliRedirect);
        if (parameter is "nonce" or "state" && int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var length))
            request[parameter] = new string('x', length);
        else if (value.Length > 0)
            request[parameter] = value;
        else
            request.Remove(parameter);
        var back = Oidc.QueryOf(await SignInAsync(await PushAsync(oidc, request)));
        back["code"].ShouldNotBeNull();
        back["state"].ShouldBe(request.GetValueOrDefault("state"));
        back["iss"].ShouldBe(host.Address + "/");
    }

    [Fact]
    public async Task What_stands_beside_the_pushed_request_is_not_used()
    {
        var oidc = new Oidc(host.Address);
        var back = await SignInAsync(await oidc.PushAsCliAsync(Oidc.CliRedirect) + "&state=another&scope=openid&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcallback&nonce=another");
        back.Location.ShouldNotBeNull(back.Html).ShouldStartWith(Oidc.CliRedirect);
        oidc.CodeOf(back).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_pushed_request_is_bound_to_its_client()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        await visitor.SignInAsync("investigator");
        var answer = await visitor.GetAsync((await oidc.PushAsync()).Replace("client_id=web", "client_id=cli", StringComparison.Ordinal));
        (answer.Location + answer.Html).ShouldNotContain("code=");
        (answer.Location + answer.Html).ShouldContain("invalid_request");
    }

    [Fact]
    public async Task A_pushed_request_may_be_opened_again_until_it_is_completed()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        var path = await oidc.PushAsCliAsync(Oidc.CliRedirect);
        (await visitor.FollowAsync(await visitor.GetAsync(path))).Html.ShouldContain("name=\"Password\"");
        oidc.CodeOf(await visitor.FollowAsync(await visitor.FillSignInAsync(await visitor.FollowAsync(await visitor.GetAsync(path)), "investigator"))).ShouldNotBeEmpty();
        Oidc.QueryOf(await visitor.FollowAsync(await visitor.GetAsync(path)))["error"].ShouldBe("invalid_request_uri");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Requests_are_pushed_by_post_alone(string method)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), host.Address + "/connect/par");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBeInRange(400, 405);
    }

    [Theory]
    [InlineData("redirect_uri")]
    [InlineData("client_id")]
    [InlineData("response_type")]
    public async Task A_pushed_request_without_what_it_needs_is_refused(string parameter)
    {
        var oidc = new Oidc(host.Address);
        var request = oidc.Request("cli", Oidc.CliRedirect);
        request.Remove(parameter);
        var (status, answer) = await oidc.PostAsync("/connect/par", [.. request.Select(pair => (pair.Key, pair.Value))]);
        ((int)status).ShouldBeInRange(400, 401);
        answer["request_uri"].ShouldBeNull();
    }

    [Theory]
    [InlineData("client_id", "cli")]
    [InlineData("state", "another")]
    [InlineData("redirect_uri", Oidc.CliRedirect)]
    [InlineData("scope", "openid")]
    public async Task A_parameter_that_comes_twice_is_refused(string parameter, string value)
    {
        var oidc = new Oidc(host.Address);
        var (status, answer) = await oidc.PostAsync("/connect/par", [.. oidc.Request("cli", Oidc.CliRedirect).Select(pair => (pair.Key, pair.Value)), (parameter, value)]);
        status.ShouldBe(HttpStatusCode.BadRequest, answer.ToJsonString());
        ((string)answer["error"]!).ShouldBe("invalid_request");
        (await SignInAsync(await oidc.PushAsCliAsync(Oidc.CliRedirect) + "&client_id=cli")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/connect/par")]
    [InlineData("/connect/token")]
    [InlineData("/connect/revocation")]
    [InlineData("/connect/introspection")]
    public async Task What_is_posted_and_is_no_form_is_refused(string path)
    {
        using var http = new HttpClient();
        foreach (var content in new HttpContent[] { new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), new ByteArrayContent([]), new StringContent(string.Concat(Enumerable.Range(0, 2000).Select(i => $"a{i}=&")), null, "application/x-www-form-urlencoded") })
        {
            using var answer = await http.PostAsync(new Uri(host.Address + path), content, TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBeInRange(400, 415, content.Headers.ContentType?.ToString());
        }
    }

    [Fact]
    public async Task A_code_is_bound_to_its_client_and_address_and_runs_out()
    {
        var oidc = new Oidc(host.Address);
        var code = oidc.CodeOf(await SignInAsync(await oidc.PushAsCliAsync(Oidc.CliRedirect)));
        await ShouldRefuseAsync(oidc.RedeemAsync(code, Oidc.CliRedirect, oidc.WebCredentials));
        await ShouldRefuseAsync(oidc.RedeemAsync(code, "http://127.0.0.1:49153/callback", ("client_id", "cli")));
        await ShouldRefuseAsync(oidc.PostAsync("/connect/token", ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Oidc.CliRedirect), ("client_id", "cli")), "invalid_request");
        await host.ScalarAsync<object>(EngineTables.ExpireCodes);
        await ShouldRefuseAsync(oidc.RedeemAsync(code, Oidc.CliRedirect, ("client_id", "cli")));
    }

    [Fact]
    public async Task A_request_may_be_posted()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        await visitor.SignInAsync("investigator");
        var uri = Uri.UnescapeDataString((await oidc.PushAsCliAsync(Oidc.CliRedirect)).Split("request_uri=")[1]);
        oidc.CodeOf(await visitor.FollowAsync(await visitor.PostAsync("/connect/authorize", ("client_id", "cli"), ("request_uri", uri)))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task After_a_second_max_age_of_a_second_asks_again_and_the_token_says_since_when()
    {
        using var visitor = new Visitor(host.Address);
        var before = await IdTokenAsync(visitor, new Oidc(host.Address));
        await Task.Delay(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);
        var oidc = new Oidc(host.Address);
        var page = await visitor.FollowAsync(await visitor.GetAsync(await oidc.PushAsync(("max_age", "1"))));
        page.Html.ShouldContain("name=\"Password\"");
        var code = oidc.CodeOf(await visitor.FollowAsync(await visitor.FillSignInAsync(page, "investigator")));
        var (_, tokens) = await oidc.RedeemAsync(code, Oidc.WebRedirect, oidc.WebCredentials);
        var (_, after) = await oidc.VerifyAsync((string)tokens["id_token"]!);
        ((long)after["auth_time"]!).ShouldBeGreaterThan((long)(await oidc.VerifyAsync(before)).Payload["auth_time"]!);
    }

    /// <summary>Silently for the person who is meant, and for nobody else (OpenID Connect Core, 3.1.2.1).</summary>
    [Fact]
    public async Task A_hint_at_the_person_lets_that_person_go_on_and_no_other()
    {
        using var visitor = new Visitor(host.Address);
        using var other = new Visitor(host.Address);
        var own = await IdTokenAsync(visitor, new Oidc(host.Address));
        var foreign = await IdTokenAsync(other, new Oidc(host.Address), "supervisor");
        var silent = new Oidc(host.Address);
        silent.CodeOf(await visitor.GetAsync(await silent.PushAsync(("prompt", "none"), ("id_token_hint", own)))).ShouldNotBeEmpty();
        var refused = await visitor.GetAsync(await new Oidc(host.Address).PushAsync(("prompt", "none"), ("id_token_hint", foreign)));
        Oidc.QueryOf(refused)["error"].ShouldBe("login_required");
    }

    [Fact]
    public async Task Who_it_is_is_told_by_get_by_post_and_where_the_token_stands_in_a_form()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        var tokens = await oidc.CliTokensAsync(visitor, "investigator");
        var access = (string)tokens["access_token"]!;
        var (_, id) = await oidc.VerifyAsync((string)tokens["id_token"]!);
        using var http = new HttpClient();
        foreach (var how in new[] { "get", "post", "form" })
        {
            using var request = new HttpRequestMessage(how == "get" ? HttpMethod.Get : HttpMethod.Post, host.Address + "/connect/userinfo");
            if (how != "get")
                request.Content = new FormUrlEncodedContent(how == "form" ? [KeyValuePair.Create("access_token", access)] : []);
            if (how != "form")
                request.Headers.Authorization = new("Bearer", access);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, how);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
            var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            ((string)told["sub"]!).ShouldBe((string)id["sub"]!, how);
            ((string)told["name"]!).ShouldBe("Sample Investigator");
        }
    }

    /// <summary>Nothing is read at an address that a stranger names, and no request that nobody signed.</summary>
    [Theory]
    [InlineData("request_uri=https%3A%2F%2Fclient.example%2Frequest.jwt")]
    [InlineData("request=eyJhbGciOiJub25lIn0.eyJjbGllbnRfaWQiOiJjbGkiLCJyZXNwb25zZV90eXBlIjoiY29kZSJ9.")]
    public async Task A_request_by_reference_or_as_an_object_is_refused(string shown)
    {
        // Pushed, beside all that makes a request a good one.
        var oidc = new Oidc(host.Address);
        var (name, value) = (shown.Split('=')[0], Uri.UnescapeDataString(shown.Split('=', 2)[1]));
        var (status, pushed) = await oidc.PostAsync("/connect/par", [.. oidc.Request("cli", Oidc.CliRedirect).Select(pair => (pair.Key, pair.Value)), (name, value)]);
        status.ShouldBe(HttpStatusCode.BadRequest, shown);
        ((string)pushed["error"]!).ShouldBeOneOf("request_uri_not_supported", "request_not_supported", "invalid_request");

        using var visitor = new Visitor(host.Address);
        await visitor.SignInAsync("investigator");
        var path = Oidc.AuthorizePath(new Oidc(host.Address).Request("cli", Oidc.CliRedirect)) + "&" + shown;
        var answer = await visitor.GetAsync(path);
        (answer.Location + answer.Html).ShouldNotContain("code=");
        if (answer.Location is not null)
            Oidc.QueryOf(answer)["error"].ShouldBeOneOf("request_uri_not_supported", "request_not_supported", "invalid_request");
        else
            answer.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>All that the config profile asks of the discovery document, but for RS256 (docs/conformance.md).</summary>
    [Fact]
    public async Task Discovery_says_of_name_endpoints_keys_scopes_and_persons_what_a_client_needs()
    {
        var discovery = (await new Oidc(host.Address).DiscoveryAsync()).AsObject();
        ((string)discovery["issuer"]!).ShouldBe(host.Address + "/");
        foreach (var endpoint in new[] { "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "pushed_authorization_request_endpoint", "introspection_endpoint", "revocation_endpoint", "end_session_endpoint" })
            ((string)discovery[endpoint]!).ShouldStartWith(host.Address + "/");
        Texts("scopes_supported").ShouldContain("openid");
        Texts("response_types_supported").ShouldBe(["code"]);
        Texts("subject_types_supported").ShouldBe(["public"]);
        Texts("claims_supported").ShouldContain("sub");
        Texts("id_token_signing_alg_values_supported").ShouldBe(["PS256"]);
        ((bool?)discovery["claims_parameter_supported"] ?? false).ShouldBeFalse();
        ((bool?)discovery["request_parameter_supported"] ?? false).ShouldBeFalse();
        // Where it is not named, it is true (OpenID Connect Discovery, 3).
        ((bool)discovery["request_uri_parameter_supported"]!).ShouldBeFalse();
        using var http = new HttpClient();
        var keys = JsonNode.Parse(await http.GetStringAsync(new Uri((string)discovery["jwks_uri"]!), TestContext.Current.CancellationToken))!["keys"]!.AsArray();
        keys.Select(key => (string)key!["kid"]!).ShouldBeUnique();
        keys.ShouldAllBe(key => (string)key!["use"]! == "sig" && (string)key["kty"]! == "RSA" && (string)key["alg"]! == "PS256" && key["d"] == null && key["p"] == null);

        List<string> Texts(string name) => [.. discovery[name]!.AsArray().Select(value => (string)value!)];
    }

    [Fact]
    public async Task A_code_lives_for_a_minute_at_most()
    {
        var oidc = new Oidc(host.Address);
        oidc.CodeOf(await SignInAsync(await oidc.PushAsCliAsync(Oidc.CliRedirect))).ShouldNotBeEmpty();
        (await host.ScalarAsync<TimeSpan>(EngineTables.LifeOfLastCode)).ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Web_proves_itself_at_the_token_endpoint_too()
    {
        var oidc = new Oidc(host.Address);
        using var visitor = new Visitor(host.Address);
        var code = await oidc.CodeAsync(visitor, await oidc.PushAsync(), "investigator");
        var (status, answer) = await oidc.RedeemAsync(code, Oidc.WebRedirect, ("client_id", "web"));
        ((int)status).ShouldBeInRange(400, 401);
        ((string)answer["error"]!).ShouldBe("invalid_client");
        (await oidc.RedeemAsync(code, Oidc.WebRedirect, oidc.WebCredentials)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task A_proof_by_a_clock_that_is_a_little_off_is_taken(int seconds)
    {
        using var key = new ProofKey();
        var oidc = new Oidc(host.Address);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, host.Address + "/connect/par")
        {
            Content = new FormUrlEncodedContent(oidc.Request("cli", Oidc.CliRedirect)),
        };
        request.Headers.Add("DPoP", key.Proof("POST", host.Address + "/connect/par", payload: claims =>
        {
            var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds;
            (claims["iat"], claims["nbf"], claims["exp"]) = (at, at, at + 60);
        }));
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static async Task<string> IdTokenAsync(Visitor visitor, Oidc oidc, string userName = "investigator")
    {
        var code = await oidc.CodeAsync(visitor, await oidc.PushAsync(), userName);
        var (status, tokens) = await oidc.RedeemAsync(code, Oidc.WebRedirect, oidc.WebCredentials);
        status.ShouldBe(HttpStatusCode.OK, tokens.ToJsonString());
        return (string)tokens["id_token"]!;
    }

    private static async Task<string> PushAsync(Oidc oidc, Dictionary<string, string> request)
    {
        var (status, answer) = await oidc.PostAsync("/connect/par", [.. request.Select(pair => (pair.Key, pair.Value))]);
        status.ShouldBe(HttpStatusCode.Created, answer.ToJsonString());
        return $"/connect/authorize?client_id={request["client_id"]}&request_uri={Uri.EscapeDataString((string)answer["request_uri"]!)}";
    }

    private async Task<Sheet> SignInAsync(string path)
    {
        using var visitor = new Visitor(host.Address);
        await visitor.SignInAsync("investigator");
        return await visitor.FollowAsync(await visitor.GetAsync(path));
    }

    private static async Task ShouldRefuseAsync(Task<(HttpStatusCode Status, JsonNode Answer)> asking, string error = "invalid_grant")
    {
        var (status, answer) = await asking;
        status.ShouldBe(HttpStatusCode.BadRequest, answer.ToJsonString());
        ((string)answer["error"]!).ShouldBe(error);
    }
}
