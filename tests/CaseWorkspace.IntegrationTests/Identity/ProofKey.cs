using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>The key of a program, with which it proves that a token is its own (RFC 9449).</summary>
public sealed class ProofKey : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public JsonObject Jwk
    {
        get
        {
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) };
        }
    }

    public string Thumbprint => Hash($$"""{"crv":"P-256","kty":"EC","x":"{{(string)Jwk["x"]!}}","y":"{{(string)Jwk["y"]!}}"}""");

    public string PrivatePart => Base64Url.EncodeToString(key.ExportParameters(includePrivateParameters: true).D);

    /// <summary>A sound proof for one request, with the changes made to its header and payload.</summary>
    public string Proof(string method, string address, string? token = null, Action<JsonObject>? payload = null, Action<JsonObject>? header = null, Func<byte[], byte[]>? sign = null)
    {
        var head = new JsonObject { ["typ"] = "dpop+jwt", ["alg"] = "ES256", ["jwk"] = Jwk };
        var claims = new JsonObject { ["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)), ["htm"] = method, ["htu"] = address, ["iat"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() };
        if (token is not null)
            claims["ath"] = Hash(token);
        header?.Invoke(head);
        payload?.Invoke(claims);
        return Compose(head.ToJsonString(), claims.ToJsonString(), sign);
    }

    /// <summary>The same of texts that no JSON object would write.</summary>
    public string Compose(string header, string payload, Func<byte[], byte[]>? sign = null)
    {
        var content = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        return $"{content}.{Base64Url.EncodeToString((sign ?? (bytes => key.SignData(bytes, HashAlgorithmName.SHA256)))(Encoding.ASCII.GetBytes(content)))}";
    }

    public void Dispose() => key.Dispose();

    private static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
