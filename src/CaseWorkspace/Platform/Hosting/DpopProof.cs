using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// A program's proof that it holds the key to which its token is bound (DPoP, RFC 9449): signed for one request, by a key that stands in it. That it
/// comes for the first time is for the caller to find out. Identity compiles this file into itself. See docs/adr/0038.
/// </summary>
/// <param name="Thumbprint">Of the key (RFC 7638): what the token must be bound to.</param>
/// <param name="Id">The proof's own name.</param>
/// <param name="Until">When it is too old to be taken.</param>
public sealed record DpopProof(string Thumbprint, string Id, DateTimeOffset Until)
{
    /// <summary>The header field.</summary>
    public const string Header = "DPoP";

    /// <summary>The scheme before a bound token, with its space.</summary>
    public const string Scheme = "DPoP ";

    /// <summary>How proofs may be signed, as the metadata says it.</summary>
    public static readonly string[] Algorithms = ["ES256", "PS256"];

    /// <summary>In characters, of a proof.</summary>
    public const int Longest = 4096;

    /// <summary>How far a proof's time may be from ours.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(60);

    private const int LongestName = 200;
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>The address of a request, as the outside knows it: what a proxy says of it does not count.</summary>
    public static Uri AddressOf(HttpContext http, Uri origin)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var path = target is ['/', ..] ? target.Split('?')[0] : (http.Request.PathBase + http.Request.Path).ToUriComponent();
        return Uri.TryCreate(origin.GetLeftPart(UriPartial.Authority) + path, UriKind.Absolute, out var address) ? address : origin;
    }

    /// <summary>Reads and checks the proof of a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="origin">The public address of this host.</param>
    /// <param name="token">The access token that came with it; null where there is none yet.</param>
    /// <param name="now">The time.</param>
    /// <param name="fault">What is wrong.</param>
    public static DpopProof? Read(HttpContext http, Uri origin, string? token, DateTimeOffset now, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Request.Headers[Header] is not [{ Length: > 0 and <= Longest } text])
        {
            fault = "There must be one DPoP proof.";
            return null;
        }

        return Read(text, http.Request.Method, AddressOf(http, origin), token, now, out fault);
    }

    /// <summary>The same, of a proof and what it must be for.</summary>
    public static DpopProof? Read(string text, string method, Uri address, string? token, DateTimeOffset now, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(address);
        try
        {
            var parts = text.Split('.');
            // The library overlooks padding and white space, which RFC 7515 knows none of.
            if (parts.Length != 3 || text.Length > Longest || text.AsSpan().ContainsAnyExcept(Letters))
            {
                fault = "The DPoP proof cannot be read.";
                return null;
            }

            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]), Strict);
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]), Strict);
            var (head, claims) = (header.RootElement, payload.RootElement);
            fault = Text(head, "typ") is not "dpop+jwt" ? "The DPoP proof is of another type."
                : head.TryGetProperty("crit", out _) ? "The DPoP proof names an extension that is unknown here."
                : !string.Equals(Text(claims, "htm"), method, StringComparison.Ordinal) ? "The DPoP proof is for another method."
                : !IsFor(Text(claims, "htu"), address) ? "The DPoP proof is for another address."
                : Text(claims, "jti") is not { Length: > 0 and <= LongestName } ? "The DPoP proof has no name."
                : !IsOfNow(claims, now) ? "The DPoP proof is of another time."
                : token is not null && !string.Equals(Text(claims, "ath"), Hash(token), StringComparison.Ordinal) ? "The DPoP proof is for another token."
                : null;
            if (fault is not null)
            {
                return null;
            }

            if (!IsSigned(head, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), out var thumbprint))
            {
                fault = "The DPoP proof is not signed by a key that can be taken.";
                return null;
            }

            return new DpopProof(thumbprint, Text(claims, "jti")!, now + (2 * Age));
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException or CryptographicException or ArgumentException or InvalidOperationException)
        {
            fault = "The DPoP proof cannot be read.";
            return null;
        }
    }

    private static bool IsFor(string? stated, Uri address) =>
        stated is { Length: <= 2048 } && Uri.TryCreate(stated, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        // Query and fragment are no part of it (RFC 9449, 4.3); host and scheme have no case, the path has.
        && Uri.Compare(uri, address, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
        && string.Equals(uri.AbsolutePath, address.AbsolutePath, StringComparison.Ordinal);

    private static bool IsOfNow(JsonElement claims, DateTimeOffset now) =>
        claims.TryGetProperty("iat", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetDouble(out var seconds)
        && Math.Abs(now.ToUnixTimeMilliseconds() / 1000.0 - seconds) <= Age.TotalSeconds;

    private static bool IsSigned(JsonElement head, byte[] content, byte[] signature, [NotNullWhen(true)] out string? thumbprint)
    {
        thumbprint = null;
        if (!head.TryGetProperty("jwk", out var jwk) || jwk.ValueKind != JsonValueKind.Object || Array.Exists(PrivateMembers, name => jwk.TryGetProperty(name, out _)))
        {
            return false;
        }

        switch (Text(head, "alg"), Text(jwk, "kty"))
        {
            case ("ES256", "EC") when Text(jwk, "crv") is "P-256" && Text(jwk, "x") is { Length: 43 } x && Text(jwk, "y") is { Length: 43 } y:
                using (var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) } }))
                {
                    thumbprint = Hash($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""");
                    return key.VerifyData(content, signature, HashAlgorithmName.SHA256);
                }

            // Of 2048 to 4096 bits; a larger one would cost us more than the program.
            case ("PS256", "RSA") when Text(jwk, "n") is { Length: >= 342 and <= 683 } n && Text(jwk, "e") is "AQAB":
                using (var key = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(n), Exponent = [1, 0, 1] }))
                {
                    thumbprint = Hash($$"""{"e":"AQAB","kty":"RSA","n":"{{n}}"}""");
                    return key.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
                }

            default:
                return false;
        }
    }

    private static string Hash(string json) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
