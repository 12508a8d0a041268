using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Which ID tokens sign somebody in at the workspace (OpenID Connect Core, 3.1.3.7), and which sign in nobody.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class IdTokenTests(Workspace workspace, OwnIssuer issuer) : IClassFixture<OwnIssuer>
{
    public static TheoryData<string> Faults =>
        ["signature", "unsigned", "shared-secret", "unknown-key", "issuer", "no-issuer", "audience", "two-audiences-for-another-party", "run-out", "no-exp", "no-sub", "not-yet", "none-at-all"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task One_that_is_not_sound_or_is_for_somebody_else_signs_nobody_in(string fault)
    {
        using var stranger = RSA.Create(2048);
        issuer.IdToken = () => fault switch
        {
            "signature" => Token(sign: bytes => stranger.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            "unsigned" => Token(header: head => head["alg"] = "none", sign: _ => []),
            "shared-secret" => Token(header: head => head["alg"] = "HS256", sign: bytes => HMACSHA256.HashData(issuer.PublicKey, bytes)),
            "unknown-key" => Token(header: head => head["kid"] = "another", sign: bytes => stranger.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            // Another issuer's word about the same person.
            "issuer" => Token(claims => claims["iss"] = "https://elsewhere.example"),
            "no-issuer" => Token(claims => claims.Remove("iss")),
            "audience" => Token(claims => claims["aud"] = "cli"),
            "two-audiences-for-another-party" => Token(claims => (claims["aud"], claims["azp"]) = (new JsonArray("web", "cli"), "cli")),
            "run-out" => Token(claims => (claims["exp"], claims["nbf"]) = ((long)claims["exp"]! - 3600, (long)claims["nbf"]! - 3600)),
            "no-exp" => Token(claims => claims.Remove("exp")),
            "no-sub" => Token(claims => claims.Remove("sub")),
            "not-yet" => Token(claims => claims["nbf"] = (long)claims["nbf"]! + 3600),
            _ => "",
        };
        var rows = await SessionsAsync();
        using var browser = await SignInAsync();
        (await browser.GetAsync("/api/investigations")).Status.ShouldBe(HttpStatusCode.Unauthorized, fault);
        (await SessionsAsync()).ShouldBe(rows, fault);
    }

    /// <summary>Or the others would prove nothing. The person is the token's <c>sub</c>, and no other claim.</summary>
    [Fact]
    public async Task A_sound_one_signs_in_the_person_who_is_its_subject()
    {
        issuer.IdToken = () => Token(claims => (claims["name"], claims["preferred_username"], claims["email"]) = ("supervisor", "supervisor", "supervisor@example.org"));
        using var browser = await SignInAsync();
        (await browser.GetAsync("/api/investigations")).Status.ShouldBe(HttpStatusCode.OK);
        (await workspace.ScalarAsync<Guid>("select person from workspace.web_session where length(ticket) > 0 order by expires desc limit 1")).ShouldBe(Accounts.Investigator.Id);
    }

    private string Token(Action<JsonObject>? payload = null, Action<JsonObject>? header = null, Func<byte[], byte[]>? sign = null) => issuer.Token(
        claims =>
        {
            claims["aud"] = "web";
            claims["sid"] = "own-session-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
            claims["second_factor_at"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            payload?.Invoke(claims);
        },
        head =>
        {
            head["typ"] = "JWT";
            header?.Invoke(head);
        }, sign);

    private async Task<Visitor> SignInAsync()
    {
        var browser = new Visitor(issuer.Web, roaming: true);
        await browser.GetAsync("/");
        return browser;
    }

    private Task<long> SessionsAsync() => workspace.ScalarAsync<long>("select count(*) from workspace.web_session where length(ticket) > 0");
}

/// <summary>An issuer that says it is another one.</summary>
public sealed class MisnamedIssuer(Workspace workspace) : OwnIssuer(workspace)
{
    public const string Other = "https://other.example";

    protected override string Name => Other;
}

/// <summary>Who answers at the address that is set speaks for no other issuer (OpenID Connect Discovery 1.0, 4.3).</summary>
[Collection(SharedWorkspace.Name)]
public sealed class MisnamedIssuerTests(MisnamedIssuer issuer) : IClassFixture<MisnamedIssuer>
{
    [Fact]
    public async Task An_issuer_that_calls_itself_by_another_name_than_the_one_that_is_set_signs_nobody_in()
    {
        // Sound in everything but that.
        issuer.IdToken = () => issuer.Token(
            claims => (claims["iss"], claims["aud"], claims["sid"], claims["second_factor_at"]) = (MisnamedIssuer.Other, "web", "misnamed", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()), head => head["typ"] = "JWT");
        using var browser = new Visitor(issuer.Web);
        var begun = await browser.SubmitAsync(await browser.GetAsync((await browser.GetAsync("/")).Location!), "/sign-in");
        begun.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await browser.GetAsync("/api/investigations")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Nor_are_its_tokens_taken_and_the_host_says_why_it_is_not_ready()
    {
        foreach (var named in new[] { MisnamedIssuer.Other, issuer.Address })
        {
            var token = issuer.Token(claims => (claims["iss"], claims["second_factor_at"]) = (named, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
            (await issuer.Api.SendAsync(new Call(HttpMethod.Get, "/api/investigations") { Token = token })).Status.ShouldBe(503, named);
        }
        using var http = new HttpClient();
        using var ready = await http.GetAsync(new Uri(issuer.Web + "/health/ready"), TestContext.Current.CancellationToken);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await File.ReadAllTextAsync(issuer.Log, TestContext.Current.CancellationToken)).ShouldContain("names another issuer");
    }
}
