using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// The keys by which the web host proves at the identity server who it is (private_key_jwt, RFC 7523). Each serves for thirty days and is
/// derived from the master key and the number of its period: every node has the same without asking anybody, nothing is kept, and nobody who
/// writes to the database can put one in. See docs/adr/0037.
/// </summary>
public sealed class ClientKeys(MasterKey master, TimeProvider clock) : IDisposable
{
    /// <summary>Where the public halves are published (RFC 7517).</summary>
    public const string Path = "/.well-known/jwks.json";

    /// <summary>How long one key signs.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(30);

    /// <summary>How long an assertion is good for.</summary>
    public static readonly TimeSpan AssertionLife = TimeSpan.FromSeconds(60);

    /// <summary>How long a key stays published when it no longer signs: a node's clock may be late.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    // The order of P-256 (SP 800-186, 3.2.1.3).
    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly ConcurrentDictionary<long, Key> _keys = new();

    /// <summary>The public keys as a JWK set: the one that signs, the next one, and the last one for an hour.</summary>
    public JsonWebKeySet Published()
    {
        var now = clock.GetUtcNow();
        return new JsonWebKeySet([.. new[] { PeriodOf(now - Overlap), PeriodOf(now), PeriodOf(now + Period) }.Distinct().Select(period => Of(period).Public)]);
    }

    /// <summary>A signed statement, good for a minute and for one use, that the client speaks to the issuer.</summary>
    /// <param name="client">The client's name at the issuer.</param>
    /// <param name="issuer">The issuer's name, as it publishes it.</param>
    public string Assertion(string client, string issuer)
    {
        var now = clock.GetUtcNow();
        var key = Of(PeriodOf(now));
        var content = $"{Part(new { alg = "ES256", kid = key.Public.Kid, typ = "client-authentication+jwt" })}.{Part(new
        {
            iss = client,
            sub = client,
            aud = issuer,
            jti = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            iat = now.ToUnixTimeSeconds(),
            exp = (now + AssertionLife).ToUnixTimeSeconds(),
        })}";
        return $"{content}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(content)))}";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
    }

    private static long PeriodOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / (long)Period.TotalSeconds;

    private Key Of(long period) => _keys.GetOrAdd(period, number =>
    {
        // Sixteen bytes more than the order has: reduced by it, no number is likelier than another (FIPS 186-5, A.2.1).
        var seed = master.Derive(string.Create(CultureInfo.InvariantCulture, $"web client key {number}"), 48);
        var scalar = (new BigInteger(seed, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var d = new byte[32];
        scalar.TryWriteBytes(d.AsSpan(32 - scalar.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        // RFC 7638: its members in this order.
        var thumbprint = SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}"""));
        return new Key(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d, Q = point }, new JsonWebKey("EC", "P-256", x, y, "sig", "ES256", Base64Url.EncodeToString(thumbprint)));
    });

    private static string Part<T>(T json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));

    /// <summary>Public keys (RFC 7517).</summary>
    public sealed record JsonWebKeySet(IReadOnlyList<JsonWebKey> Keys);

    /// <summary>One of them.</summary>
    public sealed record JsonWebKey(string Kty, string Crv, string X, string Y, string Use, string Alg, string Kid);

    /// <summary>A key of one period. The framework does not say that one of its keys serves several threads at once: each signature takes one for itself, and gives it back.</summary>
    private sealed class Key(ECParameters secret, JsonWebKey published) : IDisposable
    {
        private readonly ConcurrentBag<ECDsa> _free = [];

        public JsonWebKey Public => published;

        public byte[] Sign(byte[] content)
        {
            var own = _free.TryTake(out var kept) ? kept : ECDsa.Create(secret);
            try
            {
                return own.SignData(content, HashAlgorithmName.SHA256);
            }
            finally
            {
                _free.Add(own);
            }
        }

        public void Dispose()
        {
            while (_free.TryTake(out var kept))
            {
                kept.Dispose();
            }
        }
    }
}
