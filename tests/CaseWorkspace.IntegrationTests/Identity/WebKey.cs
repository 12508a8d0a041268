using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>The key with which the tests speak as the client web where no web host runs, and the address at which it is published.</summary>
public static class WebKey
{
    public const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly Lazy<string> Published = new(Serve);

    /// <summary>Of a host that publishes the key and knows nothing else.</summary>
    public static string Address => Published.Value;

    /// <summary>A sound assertion for the issuer, with the changes made to its header and payload.</summary>
    public static string Assertion(string issuer, Action<JsonObject>? payload = null, Action<JsonObject>? header = null, Func<byte[], byte[]>? sign = null)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var head = new JsonObject { ["alg"] = "ES256", ["typ"] = "client-authentication+jwt", ["kid"] = "tests" };
        var claims = new JsonObject { ["iss"] = "web", ["sub"] = "web", ["aud"] = issuer, ["iat"] = now, ["exp"] = now + 60, ["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)) };
        header?.Invoke(head);
        payload?.Invoke(claims);
        var content = $"{Part(head)}.{Part(claims)}";
        return $"{content}.{Base64Url.EncodeToString((sign ?? (bytes => Key.SignData(bytes, HashAlgorithmName.SHA256)))(Encoding.ASCII.GetBytes(content)))}";
    }

    /// <summary>The public key, which everybody knows.</summary>
    public static byte[] PublicKey => Encoding.UTF8.GetBytes(Key.ExportSubjectPublicKeyInfoPem());

    /// <summary>For a client that brings its own code: the private key as a JWK.</summary>
    public static JsonObject PrivateJwk()
    {
        var parameters = Key.ExportParameters(includePrivateParameters: true);
        var jwk = Jwk();
        jwk["d"] = Base64Url.EncodeToString(parameters.D);
        return jwk;
    }

    public static JsonObject Jwk()
    {
        var point = Key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y), ["use"] = "sig", ["alg"] = "ES256", ["kid"] = "tests" };
    }

    /// <summary>Publishes keys at an address of their own.</summary>
    public static WebApplication Publish(Func<HttpContext, IResult> keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        server.MapGet("/.well-known/jwks.json", keys);
        server.Start();
        return server;
    }

    private static string Serve() => Publish(_ => Results.Json(new JsonObject { ["keys"] = new JsonArray(Jwk()) })).Urls.First();

    private static string Part(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
