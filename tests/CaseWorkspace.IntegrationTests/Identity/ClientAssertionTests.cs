extern alias IdentityProgram;

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseWorkspace.Platform.Hosting;
using IdentityProgram::CaseWorkspace.Identity;
using IdentityProgram::CaseWorkspace.Identity.Protocol;
using IdentityProgram::CaseWorkspace.Identity.Protocol.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>By what the client web proves itself (private_key_jwt), and what proves nothing.</summary>
[Collection(SharedIdentityHost.Name)]
public sealed class ClientAssertionTests(IdentityHost host)
{
    private string Issuer => host.Address + "/";

    [Fact]
    public async Task An_assertion_of_the_web_hosts_key_is_taken_of_every_common_type()
    {
        foreach (var type in new[] { null, "JWT", "jwt", "client-authentication+jwt" })
            (await PushAsync(WebKey.Assertion(Issuer, header: header => Set(header, "typ", type)))).Status.ShouldBe(HttpStatusCode.Created, type);
        // A clock that is a little ahead (FAPI 2.0, 5.3.2.1), and nothing more than is needed.
        (await PushAsync(WebKey.Assertion(Issuer, claims => { claims["iat"] = Now + 10; claims["nbf"] = Now + 10; claims["exp"] = Now + 70; }))).Status.ShouldBe(HttpStatusCode.Created);
        (await PushAsync(WebKey.Assertion(Issuer, claims => claims.Remove("iat")))).Status.ShouldBe(HttpStatusCode.Created);
        (await PushAsync(WebKey.Assertion(Issuer, claims => claims["exp"] = Now + 300))).Status.ShouldBe(HttpStatusCode.Created);
    }

    public static TheoryData<string> Faults => [.. Wrong.Keys];

    private static readonly Dictionary<string, Func<string, string>> Wrong = new(StringComparer.Ordinal)
    {
        ["of another key"] = issuer => WebKey.Assertion(issuer, sign: content => Other().SignData(content, HashAlgorithmName.SHA256)),
        ["of another key by its own name"] = issuer => WebKey.Assertion(issuer, header: header => header["kid"] = "another"),
        ["that brings its key"] = issuer => Signed(issuer, Other(), (header, jwk) => header["jwk"] = jwk),
        ["that says where its key lies"] = issuer => Signed(issuer, Other(), (header, _) => header["jku"] = "https://example.org/jwks"),
        ["with its signature changed"] = issuer => WebKey.Assertion(issuer)[..^4] + "AAAA",
        ["without a signature"] = issuer => WebKey.Assertion(issuer, sign: _ => []),
        ["unsigned by alg none"] = issuer => WebKey.Assertion(issuer, header: header => header["alg"] = "none", sign: _ => []),
        ["signed by the public key as a secret"] = issuer => WebKey.Assertion(issuer, header: header => header["alg"] = "HS256", sign: content => HMACSHA256.HashData(WebKey.PublicKey, content)),
        ["by an algorithm that is not listed"] = issuer => WebKey.Assertion(issuer, header: header => header["alg"] = "ES384"),
        ["by RS256"] = issuer => WebKey.Assertion(issuer, header: header => header["alg"] = "RS256"),
        ["of another type"] = issuer => WebKey.Assertion(issuer, header: header => header["typ"] = "at+jwt"),
        ["of a proof's type"] = issuer => WebKey.Assertion(issuer, header: header => header["typ"] = "dpop+jwt"),
        ["with a critical extension"] = issuer => WebKey.Assertion(issuer, header: header => { header["crit"] = new JsonArray("b64"); header["b64"] = false; }),
        ["for another issuer"] = issuer => WebKey.Assertion("https://example.org/"),
        ["for the token endpoint"] = issuer => WebKey.Assertion(issuer + "connect/token"),
        ["for the pushed requests' endpoint"] = issuer => WebKey.Assertion(issuer + "connect/par"),
        ["for the issuer without its slash"] = issuer => WebKey.Assertion(issuer.TrimEnd('/')),
        ["for the issuer in capitals"] = issuer => WebKey.Assertion(issuer.ToUpperInvariant()),
        ["for a list of the issuer alone"] = issuer => WebKey.Assertion(issuer, claims => claims["aud"] = new JsonArray(issuer)),
        ["for a list"] = issuer => WebKey.Assertion(issuer, claims => claims["aud"] = new JsonArray(issuer, "https://example.org/")),
        ["for nobody"] = issuer => WebKey.Assertion(issuer, claims => claims.Remove("aud")),
        ["for a number"] = issuer => WebKey.Assertion(issuer, claims => claims["aud"] = 1),
        ["that has run out"] = issuer => WebKey.Assertion(issuer, claims => claims["exp"] = Now - 1),
        ["that ran out five minutes ago"] = issuer => WebKey.Assertion(issuer, claims => { claims["iat"] = Now - 360; claims["exp"] = Now - 300; }),
        ["that never runs out"] = issuer => WebKey.Assertion(issuer, claims => claims.Remove("exp")),
        ["that lives for an hour"] = issuer => WebKey.Assertion(issuer, claims => claims["exp"] = Now + 3600),
        ["that lives for longer than time"] = issuer => WebKey.Assertion(issuer, claims => claims["exp"] = long.MaxValue),
        ["that runs out at a text"] = issuer => WebKey.Assertion(issuer, claims => claims["exp"] = "soon"),
        ["not yet good"] = issuer => WebKey.Assertion(issuer, claims => { claims["nbf"] = Now + 61; claims["exp"] = Now + 120; }),
        ["made eight hours from now"] = issuer => WebKey.Assertion(issuer, claims => { claims["iat"] = Now + 8 * 3600; claims["exp"] = Now + 60; }),
        ["without a name"] = issuer => WebKey.Assertion(issuer, claims => claims.Remove("jti")),
        ["with an empty name"] = issuer => WebKey.Assertion(issuer, claims => claims["jti"] = ""),
        ["with a name as long as a book"] = issuer => WebKey.Assertion(issuer, claims => claims["jti"] = new string('x', 600)),
        ["of another subject"] = issuer => WebKey.Assertion(issuer, claims => claims["sub"] = "cli"),
        ["without a subject"] = issuer => WebKey.Assertion(issuer, claims => claims.Remove("sub")),
        ["of another client"] = issuer => WebKey.Assertion(issuer, claims => { claims["iss"] = "cli"; claims["sub"] = "cli"; }),
        ["of nobody"] = issuer => WebKey.Assertion(issuer, claims => claims.Remove("iss")),
        ["larger than any"] = issuer => WebKey.Assertion(issuer, claims => claims["more"] = new string('x', 5000)),
        ["that is no token"] = _ => "x.y.z",
        ["of four parts"] = issuer => WebKey.Assertion(issuer) + ".x",
        ["empty"] = _ => "",
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_assertion_is_refused(string fault)
    {
        foreach (var path in new[] { "/connect/par", "/connect/introspection" })
        {
            var (status, answer) = await PushAsync(Wrong[fault](Issuer), path);
            ((int)status).ShouldBeInRange(400, 401, answer.ToJsonString());
            answer["request_uri"].ShouldBeNull();
            answer["active"].ShouldBeNull();
            ((string?)answer["error"]).ShouldBeOneOf("invalid_client", "invalid_request", "invalid_grant");
        }
    }

    [Fact]
    public async Task A_second_assertion_or_a_secret_beside_it_is_refused()
    {
        var oidc = new Oidc(host.Address);
        foreach (var beside in new[] { ("client_assertion", WebKey.Assertion(Issuer)), ("client_secret", "x") })
            ((int)(await PushAsync(WebKey.Assertion(Issuer), more: [beside])).Status).ShouldBeInRange(400, 401);
        var (status, _) = await oidc.PostAsync("/connect/introspection", ("token", "none"), ("client_id", "web"), ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"), ("client_assertion", WebKey.Assertion(Issuer)));
        ((int)status).ShouldBeInRange(400, 401);
    }

    [Fact]
    public async Task Discovery_names_the_ways_to_prove_oneself_and_no_shared_secret()
    {
        var discovery = await new Oidc(host.Address).DiscoveryAsync();
        foreach (var endpoint in new[] { "token", "revocation", "introspection" })
        {
            var methods = discovery[$"{endpoint}_endpoint_auth_methods_supported"]!.AsArray().Select(method => (string)method!);
            methods.ShouldBe(endpoint == "introspection" ? ["private_key_jwt"] : ["private_key_jwt", "none"], ignoreOrder: true);
            discovery[$"{endpoint}_endpoint_auth_signing_alg_values_supported"]!.ToJsonString().ShouldBe("[\"ES256\",\"PS256\"]");
        }
        discovery.ToJsonString().ShouldNotContain("client_secret");
    }

    [Fact]
    public async Task A_new_key_of_the_web_host_is_taken_up_and_the_keys_outlive_its_absence()
    {
        using var first = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var away = true;
        var keys = new JsonArray(JwkOf(first, "first"));
        await using var web = WebKey.Publish(_ => away ? Results.StatusCode(503) : Results.Json(new JsonObject { ["keys"] = keys.DeepClone() }));
        // The web host is away when this host starts: it starts, and says that it cannot tell.
        var address = await host.StartAsync(await host.OwnDatabaseAsync(), null, ("Identity__WebBackChannel", web.Urls.First()));
        var (status, answer) = await AskAsync(first, "first");
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ((string)answer["error"]!).ShouldBe("temporarily_unavailable");

        away = false;
        await UntilAsync(async () => (await AskAsync(first, "first")).Status == HttpStatusCode.OK);
        (await AskAsync(next, "next")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        keys = [JwkOf(first, "first"), JwkOf(next, "next")];
        await UntilAsync(async () => (await AskAsync(next, "next")).Status == HttpStatusCode.OK);
        (await AskAsync(first, "first")).Status.ShouldBe(HttpStatusCode.OK);

        away = true;
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        (await AskAsync(first, "first")).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(Other(), "unknown")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        Task<(HttpStatusCode Status, JsonNode Answer)> AskAsync(ECDsa key, string name) => new Oidc(address).PostAsync("/connect/introspection",
            [("token", "none"), .. Oidc.Shown(WebKey.Assertion(address + "/", header: header => header["kid"] = name, sign: content => key.SignData(content, HashAlgorithmName.SHA256)))]);

        static async Task UntilAsync(Func<Task<bool>> done)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (!await done())
                await Task.Delay(500, patience.Token);
        }
    }

    /// <summary>A stranger's assertions go no further after a few; the web host's own do, from the same address too.</summary>
    [Fact]
    public async Task Assertions_that_are_none_are_limited_for_each_address_and_the_web_hosts_own_are_not()
    {
        var address = await host.StartAsync(host.Connections, null, ("Identity__Limits__FailedAssertionsPerMinute", "5"));
        foreach (var path in new[] { "/connect/introspection", "/connect/par", "/connect/token", "/connect/revocation", "/connect/token" })
            (await AskAsync("198.51.100.9", path, WebKey.Assertion(address + "/", claims => claims["aud"] = "https://example.org/"))).Status.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest);
        var limited = await AskAsync("198.51.100.9", "/connect/introspection", "x.y.z");
        limited.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        limited.RetryAfter.ShouldBe("60");
        (await AskAsync("198.51.100.9", "/connect/introspection", WebKey.Assertion(address + "/"))).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync("203.0.113.9", "/connect/introspection", WebKey.Assertion(address + "/", claims => claims["aud"] = "https://example.org/"))).Status.ShouldBe(HttpStatusCode.Unauthorized);

        async Task<(HttpStatusCode Status, string? RetryAfter)> AskAsync(string from, string path, string assertion)
        {
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, address + path)
            {
                Content = new FormUrlEncodedContent(new[] { ("token", "none"), ("grant_type", "refresh_token"), ("refresh_token", "none") }.Concat(Oidc.Shown(assertion)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
            };
            request.Headers.Add("X-Forwarded-For", from);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return (answer.StatusCode, answer.Headers.RetryAfter?.ToString());
        }
    }

    /// <summary>While nobody can tell whose an assertion is, each counts like one that is none.</summary>
    [Fact]
    public async Task Assertions_are_limited_for_each_address_while_the_web_hosts_keys_are_away()
    {
        await using var web = WebKey.Publish(_ => Results.StatusCode(503));
        var address = await host.StartAsync(await host.OwnDatabaseAsync(), null, ("Identity__WebBackChannel", web.Urls.First()), ("Identity__Limits__FailedAssertionsPerMinute", "5"));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
            statuses.Add((await new Oidc(address) { From = "198.51.100.11" }.PostAsync("/connect/introspection", [("token", "none"), .. Oidc.Shown(WebKey.Assertion(address + "/"))])).Status);
        statuses.ShouldBe([.. Enumerable.Repeat(HttpStatusCode.ServiceUnavailable, 5), HttpStatusCode.TooManyRequests]);
        (await new Oidc(address) { From = "203.0.113.11" }.PostAsync("/connect/introspection", [("token", "none"), .. Oidc.Shown(WebKey.Assertion(address + "/"))])).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    /// <summary>Keys that cannot be read again for a day serve no more.</summary>
    [Fact]
    public async Task What_was_read_of_the_web_host_holds_for_a_day_while_it_is_away_and_no_longer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var away = false;
        await using var web = WebKey.Publish(_ => away ? Results.StatusCode(503) : Results.Json(new JsonObject { ["keys"] = new JsonArray(JwkOf(key, "first")) }));
        var clock = new SetClock(TimeProvider.System.GetUtcNow());
        var (nowhere, published) = (new Uri("https://example.org/"), new Uri(web.Urls.First()));
        var settings = new IdentitySettings
        {
            ConnectionString = "", KeysFolder = "", Issuer = nowhere, WebOrigin = nowhere, WebLogoutAddress = nowhere, WebKeysAddress = new Uri(published, "/.well-known/jwks.json"),
            Limits = new RateLimits(1, 1, 1, 1, 1, 1, 1, 1),
        };
        using var keys = new WebKeys(settings, clock, NullLogger<WebKeys>.Instance);
        (await keys.OfAsync("first", CancellationToken.None)).Count.ShouldBe(1);

        away = true;
        clock.Now += WebKeys.HoldsFor - TimeSpan.FromMinutes(1);
        (await keys.OfAsync("first", CancellationToken.None)).Count.ShouldBe(1);
        clock.Now += TimeSpan.FromMinutes(2);
        await Should.ThrowAsync<WebKeysAwayException>(() => keys.OfAsync("first", CancellationToken.None));

        away = false;
        clock.Now += WebKeys.AskedAgainAfter + TimeSpan.FromSeconds(1);
        (await keys.OfAsync("first", CancellationToken.None)).Count.ShouldBe(1);
    }

    /// <summary>Read a moment ago, and away when the engine asks once more: the request is told to come again, and is no fault.</summary>
    [Fact]
    public async Task Keys_that_go_away_inside_the_engines_step_are_told_as_that()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(TimeProvider.System).AddAddressLimits(new RateLimits(100, 100, 100, 100, 100, 100, 100, 100));
        await using var app = builder.Build();
        app.UseAddressLimits();
        app.Run(_ => throw new WebKeysAwayException(null));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "authorization_code")]);
        using var answer = await http.PostAsync(new Uri(app.Urls.First() + "/connect/token"), form, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.ToString().ShouldBe("2");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("temporarily_unavailable");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA","kid":"tests"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA","kid":"tests"}]}""")]
    [InlineData("huge")]
    public async Task What_is_no_set_of_keys_is_none(string text)
    {
        await using var web = WebKey.Publish(_ => Results.Text(text == "huge" ? "{\"keys\":[" + new string(' ', 1 << 20) + "]}" : text));
        var address = await host.StartAsync(await host.OwnDatabaseAsync(), null, ("Identity__WebBackChannel", web.Urls.First()));
        (await new Oidc(address).PostAsync("/connect/introspection", [("token", "none"), .. Oidc.Shown(WebKey.Assertion(address + "/"))])).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await new Oidc(address).DiscoveryAsync())["issuer"].ShouldNotBeNull();
    }

    [Fact]
    public void The_keys_of_the_web_host_rotate_and_every_node_has_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("cw-web-keys-").FullName;
        var clock = new SetClock(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
        using var one = new ClientKeys(MasterKey.FromFolder(folder, "web-master.key"), clock);
        using var other = new ClientKeys(MasterKey.FromFolder(folder, "web-master.key"), clock);
        var before = NamesOf(one);
        before.ShouldBe(NamesOf(other));
        before.Count.ShouldBe(2);
        SignerOf(one).ShouldBe(before[0]);
        SignerOf(other).ShouldBe(before[0]);

        clock.Now += ClientKeys.Period;
        // The one that signs now was published for all the time before.
        SignerOf(one).ShouldBe(before[1]);
        NamesOf(one)[^2].ShouldBe(before[1]);
        clock.Now += TimeSpan.FromHours(2);
        NamesOf(one).ShouldNotContain(before[0]);

        using var stranger = new ClientKeys(MasterKey.FromFolder(Directory.CreateTempSubdirectory("cw-web-keys-").FullName, "web-master.key"), clock);
        NamesOf(stranger).Intersect(NamesOf(one)).ShouldBeEmpty();

        static List<string> NamesOf(ClientKeys keys) => [.. keys.Published().Keys.Select(key => key.Kid)];
        static string SignerOf(ClientKeys keys) => (string)JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(keys.Assertion("web", "https://id.example.org/").Split('.')[0]))!["kid"]!;
    }

    /// <summary>By the database's clock: a node whose own is an hour ahead forgets nothing that could still be shown elsewhere.</summary>
    [Fact]
    public async Task Spent_assertions_and_proofs_are_forgotten_a_minute_after_they_ran_out_and_not_before()
    {
        await using var database = (EngineDatabase)ProtocolSetup.OpenDatabase(host.Connections.Identity);
        var now = TimeProvider.System.GetUtcNow();
        var once = new ServedOnce(database, new SetClock(now.AddHours(1)));
        var spent = new[] { (Until: now.AddMinutes(1), IsKept: true), (Until: now.AddSeconds(-30), IsKept: true), (Until: now.AddSeconds(-61), IsKept: false) }
            .SelectMany(one => new[] { "web", SenderConstraint.Proofs }, (one, of) => (one.Until, one.IsKept, Of: of, Name: Guid.CreateVersion7().ToString())).ToList();
        foreach (var (until, _, of, name) in spent)
            (await once.SpendAssertionAsync(of, name, until, CancellationToken.None)).ShouldBeTrue();

        // The host forgets each minute too: which of the two did it, and so the count, is open.
        await once.ForgetAssertionsAsync(CancellationToken.None);

        foreach (var (until, isKept, of, name) in spent)
            (await once.SpendAssertionAsync(of, name, until, CancellationToken.None)).ShouldBe(!isKept, $"{of} {until}");
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.UtcTicks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private async Task<(HttpStatusCode Status, JsonNode Answer)> PushAsync(string assertion, string path = "/connect/par", params (string, string)[] more)
    {
        var oidc = new Oidc(host.Address);
        return await oidc.PostAsync(path, [.. oidc.Request("web", Oidc.WebRedirect).Select(pair => (pair.Key, pair.Value)), ("token", "none"), .. Oidc.Shown(assertion)[1..], .. more]);
    }

    private static ECDsa Other() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static string Signed(string issuer, ECDsa key, Action<JsonObject, JsonObject> change) => WebKey.Assertion(issuer,
        header: header => change(header, JwkOf(key, "tests")), sign: content => key.SignData(content, HashAlgorithmName.SHA256));

    private static JsonObject JwkOf(ECDsa key, string name)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Oidc.Url(point.X!), ["y"] = Oidc.Url(point.Y!), ["kid"] = name };
    }

    private static void Set(JsonObject header, string name, string? value)
    {
        if (value is null)
            header.Remove(name);
        else
            header[name] = value;
    }
}
