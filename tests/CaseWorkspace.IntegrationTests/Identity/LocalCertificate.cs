using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Identity;

/// <summary>A certificate for localhost, made once for a run of the tests, and a client that trusts it and no other.</summary>
public static class LocalCertificate
{
    private static readonly Lazy<(string Certificate, string Key)> Made = new(Make);

    /// <summary>The certificate and its key, as PEM files.</summary>
    public static (string Certificate, string Key) Files() => Made.Value;

    /// <summary>The handler, which now trusts the certificate and no other.</summary>
    public static SocketsHttpHandler Trusting(SocketsHttpHandler handler)
    {
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Made.Value.Certificate) },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return handler;
    }

    private static (string Certificate, string Key) Make()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(1));
        Directory.CreateDirectory(PostgreSqlFixture.TestsFolder);
        var path = Path.Combine(PostgreSqlFixture.TestsFolder, $"localhost-{Environment.ProcessId}");
        File.WriteAllText(path + ".pem", certificate.ExportCertificatePem());
        File.WriteAllText(path + ".key", key.ExportPkcs8PrivateKeyPem());
        return (path + ".pem", path + ".key");
    }
}
