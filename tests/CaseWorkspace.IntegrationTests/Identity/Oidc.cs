using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>A client program of the issuer: web by its key, cli on the loopback.</summary>
public sealed class Oidc(string address)
{
    /// <summary>The issuer's name, where it is not the address that is asked: at a second node.</summary>
    public string Issuer { get; init; } = address + "/";

    public const string Scope = "openid profile offline_access caseworkspace-api";
    private static readonly HttpClient Http = new();

    /// <summary>The key whose proof goes with each request, where the client binds its tokens to one.</summary>
    public ProofKey? Key { get; init; }

    /// <summary>The address it asks from, where the issuer believes the tests' proxy; otherwise this machine's.</summary>
    public string? From { get; init; }

    public string Verifier { get; } = Url(RandomNumberGenerator.GetBytes(32));
    public string State { get; } = Url(RandomNumberGenerator.GetBytes(16));
    private string Challenge => Url(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>A new assertion each time, as each serves once.</summary>
    public (string, string)[] WebCredentials => Shown(WebKey.Assertion(Issuer));
    public const string WebRedirect = IdentityHost.WebOrigin + "/signin-oidc";
    public const string CliRedirect = "http://127.0.0.1:49152/callback";

    public Dictionary<string, string> Request(string client, string redirect, params (string Key, string Value)[] more)
    {
        var request = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client_id"] = client, ["redirect_uri"] = redirect, ["response_type"] = "code", ["scope"] = Scope,
            ["state"] = State, ["nonce"] = "n-" + State, ["code_challenge"] = Challenge, ["code_challenge_method"] = "S256",
        };
        foreach (var (key, value) in more)
            request[key] = value;
        return request;
    }

    public static string AuthorizePath(Dictionary<string, string> request) =>
        "/connect/authorize?" + string.Join('&', request.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    /// <summary>The way to sign in as web: the request is pushed first.</summary>
    public async Task<string> PushAsync(params (string Key, string Value)[] more)
    {
        var (status, answer) = await PostAsync("/connect/par", [.. Request("web", WebRedirect, more).Select(pair => (pair.Key, pair.Value)), .. WebCredentials[1..]]);
        status.ShouldBe(HttpStatusCode.Created, answer.ToJsonString());
        return $"/connect/authorize?client_id=web&request_uri={Uri.EscapeDataString((string)answer["request_uri"]!)}";
    }

    /// <summary>The way to sign in as cli, which pushes its request too.</summary>
    public async Task<string> PushAsCliAsync(string redirect, params (string Key, string Value)[] more)
    {
        var (status, answer) = await PostAsync("/connect/par", [.. Request("cli", redirect, more).Select(pair => (pair.Key, pair.Value))]);
        status.ShouldBe(HttpStatusCode.Created, answer.ToJsonString());
        return $"/connect/authorize?client_id=cli&request_uri={Uri.EscapeDataString((string)answer["request_uri"]!)}";
    }

    /// <summary>Signs a demo account in and answers its tokens.</summary>
    public async Task<JsonNode> CliTokensAsync(Visitor visitor, string userName, string password = "Demo-2026!")
    {
        var code = await CodeAsync(visitor, await PushAsCliAsync(CliRedirect), userName, password);
        var (status, tokens) = await RedeemAsync(code, CliRedirect, ("client_id", "cli"));
        status.ShouldBe(HttpStatusCode.OK, tokens.ToJsonString());
        return tokens;
    }

    public async Task<string> CodeAsync(Visitor visitor, string path, string userName, string password = "Demo-2026!")
    {
        var sheet = await visitor.FollowAsync(await visitor.GetAsync(path));
        if (sheet.Location is null)
            sheet = await visitor.FollowAsync(await visitor.FillSignInAsync(sheet, userName, password));
        return CodeOf(sheet);
    }

    public string CodeOf(Sheet sheet)
    {
        var query = QueryOf(sheet);
        query["code"].ShouldNotBeNull(sheet.Location);
        query["state"].ShouldBe(State);
        query["iss"].ShouldBe(address + "/");
        return query["code"]!;
    }

    public static System.Collections.Specialized.NameValueCollection QueryOf(Sheet sheet)
    {
        sheet.Location.ShouldNotBeNull(sheet.Html);
        return HttpUtility.ParseQueryString(new Uri(sheet.Location).Query);
    }

    public Task<(HttpStatusCode Status, JsonNode Answer)> RedeemAsync(string code, string redirect, params (string, string)[] credentials) =>
        PostAsync("/connect/token", [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", Verifier), .. credentials]);

    public Task<(HttpStatusCode Status, JsonNode Answer)> RefreshAsync(JsonNode tokens, params (string, string)[] credentials) =>
        PostAsync("/connect/token", [("grant_type", "refresh_token"), ("refresh_token", (string)tokens["refresh_token"]!), .. credentials.DefaultIfEmpty(("client_id", "cli"))]);

    public async Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, address + path) { Content = content };
        if (Key is not null)
            request.Headers.Add("DPoP", Key.Proof("POST", Issuer.TrimEnd('/') + path));
        if (From is not null)
            request.Headers.Add("X-Forwarded-For", From);
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)! : new JsonObject { ["text"] = text });
    }

    public async Task<HttpStatusCode> UserInfoAsync(JsonNode tokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address + "/connect/userinfo");
        var access = (string)tokens["access_token"]!;
        request.Headers.Authorization = new(Key is null ? "Bearer" : "DPoP", access);
        if (Key is not null)
            request.Headers.Add("DPoP", Key.Proof("GET", Issuer + "connect/userinfo", access));
        using var answer = await Http.SendAsync(request);
        return answer.StatusCode;
    }

    public async Task<JsonNode> DiscoveryAsync() => (await Http.GetFromJsonAsync<JsonNode>(new Uri(address + "/.well-known/openid-configuration")))!;

    /// <summary>The names of the keys that the issuer publishes.</summary>
    public async Task<IReadOnlyList<string>> PublishedKeysAsync() =>
        [.. (await Http.GetFromJsonAsync<JsonNode>(new Uri(address + "/.well-known/jwks")))!["keys"]!.AsArray().Select(key => (string)key!["kid"]!)];

    /// <summary>Header and payload of a token, after its signature was checked against the published keys.</summary>
    public async Task<(JsonNode Header, JsonNode Payload)> VerifyAsync(string token)
    {
        var parts = token.Split('.');
        var header = JsonNode.Parse(Bytes(parts[0]))!;
        var jwks = await Http.GetFromJsonAsync<JsonNode>(new Uri(address + "/.well-known/jwks"));
        var key = jwks!["keys"]!.AsArray().Single(k => (string)k!["kid"]! == (string)header["kid"]!)!;
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes((string)key["n"]!), Exponent = Bytes((string)key["e"]!) });
        rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Bytes(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pss).ShouldBeTrue();
        return (header, JsonNode.Parse(Bytes(parts[1]))!);
    }

    public static (string, string)[] Shown(string assertion) => [("client_id", "web"), ("client_assertion_type", WebKey.AssertionType), ("client_assertion", assertion)];

    public static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] Bytes(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
