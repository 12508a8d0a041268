using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>A client program of the issuer: web with PAR, cli on the loopback, service by its key.</summary>
public sealed class Oidc(string address)
{
    public const string Scope = "openid profile offline_access caseworkspace-api";
    private static readonly HttpClient Http = new();

    public string Verifier { get; } = Url(RandomNumberGenerator.GetBytes(32));
    public string State { get; } = Url(RandomNumberGenerator.GetBytes(16));
    private string Challenge => Url(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static (string, string)[] WebCredentials => [("client_id", "web"), ("client_secret", IdentityHost.WebSecret)];
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
        var (status, answer) = await PostAsync("/connect/par", [.. Request("web", WebRedirect, more).Select(pair => (pair.Key, pair.Value)), ("client_secret", IdentityHost.WebSecret)]);
        status.ShouldBe(HttpStatusCode.Created, answer.ToJsonString());
        return $"/connect/authorize?client_id=web&request_uri={Uri.EscapeDataString((string)answer["request_uri"]!)}";
    }

    /// <summary>Signs a demo account in and answers its tokens.</summary>
    public async Task<JsonNode> CliTokensAsync(Visitor visitor, string userName, string password = "Demo-2026!")
    {
        var code = await CodeAsync(visitor, AuthorizePath(Request("cli", CliRedirect)), userName, password);
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
        using var answer = await Http.PostAsync(new Uri(address + path), content);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)! : new JsonObject { ["text"] = text });
    }

    public async Task<HttpStatusCode> UserInfoAsync(JsonNode tokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address + "/connect/userinfo");
        request.Headers.Authorization = new("Bearer", (string)tokens["access_token"]!);
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

    public string Assertion(RSA key, string? audience = null) =>
        Assertion("RS256", content => key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), audience);

    public string Assertion(ECDsa key, string? audience = null) =>
        Assertion("ES256", content => key.SignData(content, HashAlgorithmName.SHA256), audience);

    /// <summary>The client 'service' asks for a token of its own.</summary>
    public Task<(HttpStatusCode Status, JsonNode Answer)> ServiceTokenAsync(string assertion, string? scope) => PostAsync("/connect/token",
        [("grant_type", "client_credentials"), .. scope is null ? [] : new[] { ("scope", scope) }, ("client_id", "service"),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", assertion)]);

    /// <summary>An assertion with another lifetime or without its jti.</summary>
    public string Assertion(RSA key, TimeSpan life, bool named = true) =>
        Assertion("RS256", content => key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), null, life, named);

    private string Assertion(string algorithm, Func<byte[], byte[]> sign, string? audience, TimeSpan? life = null, bool named = true)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = Url(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, typ = "client-authentication+jwt" }));
        var claims = new JsonObject { ["iss"] = "service", ["sub"] = "service", ["aud"] = audience ?? address + "/", ["iat"] = now, ["exp"] = now + (long)(life?.TotalSeconds ?? 60) };
        if (named)
            claims["jti"] = Url(RandomNumberGenerator.GetBytes(16));
        var payload = Url(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        var signature = sign(Encoding.ASCII.GetBytes($"{header}.{payload}"));
        return $"{header}.{payload}.{Url(signature)}";
    }

    public static string PublicJwk(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.Serialize(new { kty = "RSA", use = "sig", alg = "RS256", n = Url(parameters.Modulus!), e = Url(parameters.Exponent!) });
    }

    public static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] Bytes(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
