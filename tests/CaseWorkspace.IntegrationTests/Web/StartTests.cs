using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.IntegrationTests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>What Web and Worker do not start with.</summary>
public sealed class StartTests(PostgreSqlFixture postgreSql)
{
    private readonly Ports ports = Ports.Free();

    [Theory]
    [InlineData("Keys__Folder", "", "Keys:Folder is missing")]
    [InlineData("Oidc__ClientSecret", "short", "Oidc:ClientSecret is missing or shorter than 32 characters")]
    [InlineData("Oidc__Authority", "http://id.example.org", "Oidc:Authority must be the https address")]
    [InlineData("Demo__Enabled", "true", "Demo:Enabled is set in production")]
    [InlineData("Proxy__Addresses", "", "would listen on plain http in production")]
    [InlineData("Proxy__Addresses", "proxy.example.org", "Proxy:Addresses takes the IP addresses")]
    [InlineData("Proxy__Addresses", "", "would listen on plain http in production", "Kestrel__Endpoints__Http__Url", "http://localhost:0", "ASPNETCORE_URLS", "https://localhost:0")]
    [InlineData("Proxy__Addresses", "", "would listen on plain http in production", "ASPNETCORE_URLS", "")]
    public async Task Web_refuses_an_unsafe_production_and_says_how_to_mend_it(string setting, string value, string sentence, params string[] more)
    {
        var (exit, log) = await EndAsync(HostName.Web, Production("https://id.example.org", "Host=localhost"),
            [(setting, value), .. more.Chunk(2).Select(pair => (pair[0], pair[1]))]);
        exit.ShouldNotBe(0);
        log.ShouldContain(sentence);
    }

    [Fact]
    public async Task Web_refuses_tables_of_codes_that_lack_one()
    {
        Directory.CreateDirectory(PostgreSqlFixture.TestsFolder);
        var codes = Path.Combine(PostgreSqlFixture.TestsFolder, $"codes-{ports.Web}.json");
        await File.WriteAllTextAsync(codes, "{\"purpose\": {\"source\": \"\", \"codes\": []}}", TestContext.Current.CancellationToken);
        var (exit, log) = await EndAsync(HostName.Web, Production("https://id.example.org", "Host=localhost"), ("Codes__File", codes));
        exit.ShouldNotBe(0);
        log.ShouldContain("(setting Codes:File) lacks the tables");
    }

    [Fact]
    public async Task Web_refuses_an_issuer_that_cannot_be_asked_how_a_token_stands()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
        var issuer = $"https://localhost:{ports.Identity}";
        await using var server = Issuer(issuer, certificate);
        await server.StartAsync(TestContext.Current.CancellationToken);
        var trusted = Path.Combine(PostgreSqlFixture.TestsFolder, $"issuer-{ports.Identity}.pem");
        await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        var database = await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken);

        var (exit, log) = await EndAsync(HostName.Web, Production(issuer, database.ConnectionStringFor(DatabaseRole.App)), ("SSL_CERT_FILE", trusted));
        exit.ShouldNotBe(0);
        log.ShouldContain("names no introspection_endpoint (RFC 7662): switch it on there");
    }

    [Fact]
    public async Task Worker_that_cannot_write_the_sample_data_ends_with_a_fault()
    {
        var database = await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Demo",
            ["ASPNETCORE_URLS"] = $"http://localhost:{ports.Worker}",
            ["Demo__Enabled"] = "true",
            ["ConnectionStrings__Workspace"] = database.ConnectionStringFor(DatabaseRole.App),
            ["Vault__Folder"] = "/dev/null/vault",
        };
        (await EndAsync(HostName.Worker, settings)).Exit.ShouldBe(1);
    }

    private Dictionary<string, string> Production(string issuer, string database) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = $"http://localhost:{ports.Web}",
        ["Proxy__Addresses"] = "127.0.0.1",
        ["ConnectionStrings__Workspace"] = database,
        ["Oidc__Authority"] = issuer,
        ["Oidc__ClientSecret"] = "kW3x9TqLr0VbN8yHs5Zc2JmEd7FgAu4P",
        ["Vault__Folder"] = Path.Combine(PostgreSqlFixture.TestsFolder, "vault"),
        ["Keys__Folder"] = Path.Combine(PostgreSqlFixture.TestsFolder, $"keys-{ports.Web}"),
    };

    private async Task<(int Exit, string Log)> EndAsync(HostName host, Dictionary<string, string> settings, params (string Name, string Value)[] more)
    {
        foreach (var (name, value) in more)
            settings[name] = value;
        Directory.CreateDirectory(PostgreSqlFixture.TestsFolder);
        var log = Path.Combine(PostgreSqlFixture.TestsFolder, $"start-{ports.Web}.log");
        var program = HostPrograms.Find(host, Environment.GetEnvironmentVariable("CASEWORKSPACE_HOSTS"));
        await using var process = new HostProcess(host, new Uri($"http://localhost:{ports.Web}"), program, settings, log);
        process.Start();
        await process.Ended.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return (process.ExitCode!.Value, await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
    }

    /// <summary>Conforming, but for a sign-in only.</summary>
    private static WebApplication Issuer(string address, X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, new Uri(address).Port, listen => listen.UseHttps(certificate)));
        var server = builder.Build();
        server.MapGet("/.well-known/openid-configuration", () => Results.Json(new JsonObject
        {
            ["issuer"] = address,
            ["jwks_uri"] = address + "/jwks",
            ["authorization_endpoint"] = address + "/authorize",
            ["token_endpoint"] = address + "/token",
        }));
        server.MapGet("/jwks", () => Results.Json(new { keys = Array.Empty<object>() }));
        return server;
    }
}
