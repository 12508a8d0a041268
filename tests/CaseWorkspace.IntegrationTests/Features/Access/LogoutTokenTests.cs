using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Which logout tokens end a session of the workspace (OpenID Connect Back-Channel Logout 1.0, section 2.6), and which end none.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class LogoutTokenTests(Workspace workspace, OwnIssuer issuer) : IClassFixture<OwnIssuer>
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private const string Files = "/api/investigations";
    private static readonly string[] Unneeded = ["name", "role", "unit", "nbf"];

    public static TheoryData<string> Faults =>
        ["signature", "unsigned", "shared-secret", "issuer", "audience", "run-out", "no-exp", "no-iat", "no-jti", "no-event", "event-no-object", "nonce", "no-sub-no-sid", "id-token", "typ", "other-session", "other-person"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task One_that_is_not_sound_or_is_for_somebody_else_ends_nothing(string fault)
    {
        var (browser, sid) = await SignInAsync();
        using var _ = browser;
        using var stranger = RSA.Create(2048);
        var token = fault switch
        {
            "signature" => Token(sid, sign: bytes => stranger.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            "unsigned" => Token(sid, header: head => head["alg"] = "none", sign: _ => []),
            "shared-secret" => Token(sid, header: head => head["alg"] = "HS256", sign: bytes => HMACSHA256.HashData(issuer.PublicKey, bytes)),
            "issuer" => Token(sid, claims => claims["iss"] = "https://elsewhere.example"),
            "audience" => Token(sid, claims => claims["aud"] = "cli"),
            "run-out" => Token(sid, claims => claims["exp"] = (long)claims["exp"]! - 3600),
            "no-exp" => Token(sid, claims => claims.Remove("exp")),
            "no-iat" => Token(sid, claims => claims.Remove("iat")),
            "no-jti" => Token(sid, claims => claims.Remove("jti")),
            "no-event" => Token(sid, claims => claims.Remove("events")),
            "event-no-object" => Token(sid, claims => claims["events"] = new JsonObject { [Event] = true }),
            "nonce" => Token(sid, claims => claims["nonce"] = "n"),
            "no-sub-no-sid" => Token(sid, claims => (claims.Remove("sub"), claims.Remove("sid")).ToString()),
            "id-token" => issuer.Token(claims => (claims["aud"], claims["sid"], claims["jti"]) = ("web", sid, "x"), head => head["typ"] = "JWT"),
            "typ" => Token(sid, header: head => head["typ"] = "at+jwt"),
            "other-session" => Token(Guid.CreateVersion7().ToString()),
            _ => Token(sid, claims => claims["sub"] = Accounts.Supervisor.Id),
        };
        (await PostAsync(token)).ShouldBe(fault is "other-session" or "other-person" ? HttpStatusCode.OK : HttpStatusCode.BadRequest, fault);
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_sound_one_ends_the_very_session_at_once_and_serves_once()
    {
        var (browser, sid) = await SignInAsync();
        using var _ = browser;
        var (other, _) = await SignInAsync();
        using var __ = other;
        var token = Token(sid);
        (await PostAsync(token)).ShouldBe(HttpStatusCode.OK);
        // Another node than the one that was told.
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await other.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(token)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_no_form_or_holds_no_token_is_refused()
    {
        (await PostAsync(null)).ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync("")).ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(new string('x', 20_000))).ShouldBe(HttpStatusCode.BadRequest);
        using var http = new HttpClient();
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(issuer.Web + "/signout-backchannel-oidc"), json, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_session_that_lies_unused_ends_and_what_an_open_page_asks_by_itself_is_no_use()
    {
        var (browser, _) = await SignInAsync();
        using var __ = browser;
        var row = await workspace.ScalarAsync<string>("select key from workspace.web_session where person = @p1 order by expires desc limit 1", Accounts.Investigator.Id);
        await MoveAsync("30 minutes");
        await browser.GetAsync("/session");
        (await LeftAsync()).ShouldBeInRange(29, 31);
        await browser.GetAsync(Files);
        (await LeftAsync()).ShouldBeInRange(58, 61);
        await MoveAsync("-1 second");
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.Unauthorized);

        Task MoveAsync(string to) => IdentityHost.ExecuteAsync(workspace.Installation.Database.ConnectionStringFor(CaseWorkspace.AppHost.Database.DatabaseRole.Owner),
            $"update workspace.web_session set expires = now() + interval '{to}' where key = '{row}'");
        async Task<double> LeftAsync() => (double)await workspace.ScalarAsync<decimal>("select extract(epoch from expires - now()) / 60 from workspace.web_session where key = @p1", row);
    }

    private string Token(string sid, Action<JsonObject>? payload = null, Action<JsonObject>? header = null, Func<byte[], byte[]>? sign = null) => issuer.Token(
        claims =>
        {
            foreach (var unneeded in Unneeded)
                claims.Remove(unneeded);
            claims["aud"] = "web";
            claims["jti"] = Guid.CreateVersion7().ToString();
            claims["sid"] = sid;
            claims["events"] = new JsonObject { [Event] = new JsonObject() };
            payload?.Invoke(claims);
        },
        head =>
        {
            head["typ"] = "logout+jwt";
            header?.Invoke(head);
        }, sign);

    private async Task<HttpStatusCode> PostAsync(string? token)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(token is null ? [] : [KeyValuePair.Create("logout_token", token)]);
        using var answer = await http.PostAsync(new Uri(issuer.Web + "/signout-backchannel-oidc"), form, TestContext.Current.CancellationToken);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return answer.StatusCode;
    }

    /// <summary>A browser signed in at the shared workspace, and the session's id at the identity server. The issuer of the tests speaks to another node of it.</summary>
    private async Task<(Visitor Browser, string Session)> SignInAsync()
    {
        var browser = new Visitor(workspace.Installation.Web.Address.GetLeftPart(UriPartial.Authority), roaming: true);
        await browser.FillSignInAsync(await browser.GetAsync("/"), "investigator");
        (await browser.GetAsync(Files)).Status.ShouldBe(HttpStatusCode.OK);
        var handle = browser.Cookies.GetAllCookies().First(cookie => cookie.Name == "cw-identity.session").Value;
        return (browser, (await workspace.ScalarAsync<Guid>("select id from identity.sessions where handle_hash = encode(sha256(convert_to(@p1, 'UTF8')), 'hex')", handle)).ToString());
    }
}
