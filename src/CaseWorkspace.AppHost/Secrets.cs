using System.Security.Cryptography;
using System.Text.Json;

namespace CaseWorkspace.AppHost;

/// <summary>
/// Passwords and keys of one installation, made once and kept in a file that only its owner reads.
/// </summary>
public sealed record Secrets
{
    /// <summary>Tells installations apart that meet on one PostgreSQL server.</summary>
    public required Guid Installation { get; init; }
    public required string Superuser { get; init; }
    public required string Owner { get; init; }
    public required string App { get; init; }
    public required string Custodian { get; init; }
    public required string Identity { get; init; }
    public required string WebClient { get; init; }

    /// <summary>The private key of the client 'service' (PKCS#8, PEM); Identity gets the public half.</summary>
    public required string ServiceClientKey { get; init; }

    public static Secrets Generate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new Secrets
        {
            Installation = Guid.CreateVersion7(),
            Superuser = Password(),
            Owner = Password(),
            App = Password(),
            Custodian = Password(),
            Identity = Password(),
            WebClient = Password(),
            ServiceClientKey = key.ExportPkcs8PrivateKeyPem(),
        };
    }

    public static Secrets LoadOrGenerate(string file)
    {
        if (File.Exists(file))
        {
            return JsonSerializer.Deserialize<Secrets>(File.ReadAllText(file))
                ?? throw new CannotStartException($"{file} is empty: start with --fresh, or put back the file.");
        }

        var secrets = Generate();
        PrivateFile.Write(file, JsonSerializer.Serialize(secrets));
        return secrets;
    }

    /// <summary>The public half of the service client's key, as a JWK.</summary>
    public string ServiceClientPublicKey()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(ServiceClientKey);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64Url(point.X!),
            ["y"] = Base64Url(point.Y!),
            ["use"] = "sig",
            ["alg"] = "ES256",
            ["kid"] = Base64Url(SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..12]),
        });
    }

    private static string Password() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
