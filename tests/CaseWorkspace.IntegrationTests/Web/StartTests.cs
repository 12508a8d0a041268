using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using CaseWorkspace.AppHost;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.AppHost.Hosts;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

/// <summary>What Web and Worker do not start with.</summary>
public sealed class StartTests(PostgreSqlFixture postgreSql)
{
    private readonly Ports ports = Ports.Free();

    [Theory]
    [InlineData("Keys__Folder", "", "Keys:Folder is missing")]
    [InlineData("TextKeys__Folder", "", "TextKeys:Folder is missing")]
    [InlineData("ConnectionStrings__Keys", "", "ConnectionStrings:Keys is missing")]
    [InlineData("ConnectionStrings__Keys", "Host=db;Database=workspace;Username=caseworkspace_keys", "ConnectionStrings:Keys names the database of the workspace", "ConnectionStrings__Workspace", "Host=DB;Port=5432;Database=workspace")]
    [InlineData("Web__Origin", "", "Web:Origin is missing")]
    [InlineData("Web__Origin", "http://workspace.example.org", "Web:Origin must be the public https address")]
    [InlineData("Web__Origin", "https://workspace.example.org/path", "Web:Origin is missing")]
    [InlineData("Oidc__ClientSecret", "kW3x9TqLr0VbN8yHs5Zc2JmEd7FgAu4P", "Oidc:ClientSecret is of no use any more")]
    [InlineData("Oidc__Authority", "http://id.example.org", "Oidc:Authority must be the https address")]
    [InlineData("Demo__Enabled", "true", "Demo:Enabled is set, but the environment is 'Production'")]
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

    [Theory]
    [InlineData("")]
    [InlineData("Prod")]
    [InlineData("Development")]
    public async Task Whatever_the_environment_is_called_only_the_demo_setting_opens_anything(string environment)
    {
        (string, string)[] named = [("ASPNETCORE_ENVIRONMENT", environment), ("DOTNET_ENVIRONMENT", environment)];
        foreach (var host in new[] { HostName.Web, HostName.Worker })
        {
            await RefusesAsync(host, "would listen on plain http", ("Proxy__Addresses", ""));
            if (environment != "Development")
                await RefusesAsync(host, "Demo:Enabled is set, but the environment is", ("Demo__Enabled", "true"));
        }
        await RefusesAsync(HostName.Web, "Keys:Folder is missing", ("Keys__Folder", ""));

        async Task RefusesAsync(HostName host, string sentence, (string, string) setting)
        {
            var (exit, log) = await EndAsync(host, Production("https://id.example.org", "Host=localhost"), [.. named, setting]);
            exit.ShouldNotBe(0);
            log.ShouldContain(sentence);
        }
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

    [Theory]
    [InlineData(HostName.Web, "drop table workspace.schema_version", "has no version", "migrate")]
    [InlineData(HostName.Web, "update workspace.schema_version set number = number - 1", "has version 5", "dotnet CaseWorkspace.Worker.dll migrate")]
    [InlineData(HostName.Web, "update workspace.schema_version set scripts_sha256 = ''", "was made by other scripts", "dotnet CaseWorkspace.Worker.dll migrate")]
    [InlineData(HostName.Web, "update workspace.schema_version set number = number + 1, serves_from = number + 1", "has version 7 and serves programs from version 7 on", "start the program of the newer version")]
    [InlineData(HostName.Worker, "drop schema workspace cascade", "has no version", "migrate")]
    [InlineData(HostName.Worker, "update workspace.schema_version set number = number + 1, serves_from = number + 1", "has version 7 and serves programs from version 7 on", "start the program of the newer version")]
    [InlineData(HostName.Identity, "delete from identity.accounts_migrations", "is missing or old", "dotnet CaseWorkspace.Identity.dll migrate")]
    [InlineData(HostName.Identity, "insert into identity." + EngineTables.History + " values ('29991231000000_Later', '1')", "is newer than this program", "start the program of the newer version")]
    [InlineData(HostName.Identity, "insert into identity." + EngineTables.History + " values ('29991231000000_Later', '1'), ('29991231000001_Last', '1'); insert into identity.expanding_migrations values ('29991231000000_Later')", "is newer than this program and does not serve it (29991231000001_Last)", "start the program of the newer version")]
    public async Task A_host_starts_on_its_own_schema_alone_and_says_which_command_mends_another(HostName host, string change, string what, string mend)
    {
        var database = await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(database, change);
        var settings = Production("https://id.example.org", database.ConnectionStringFor(DatabaseRole.App));
        settings["ConnectionStrings__Identity"] = database.ConnectionStringFor(DatabaseRole.Identity);
        settings["Identity__Issuer"] = "https://id.example.org";
        settings["Identity__WebOrigin"] = "https://example.org";
        settings["Identity__TrustedProxies"] = "127.0.0.1";
        var (exit, log) = await EndAsync(host, settings);
        exit.ShouldNotBe(0);
        log.ShouldContain(what);
        log.ShouldContain(mend);
    }

    [Fact]
    public async Task Migrate_refuses_a_newer_schema_and_records_its_own_on_an_older()
    {
        var database = await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string> { ["ConnectionStrings__Owner"] = database.ConnectionStringFor(DatabaseRole.Owner) };
        await ExecuteAsync(database, "update workspace.schema_version set number = number + 1");
        var newer = await Should.ThrowAsync<CannotStartException>(() => MigrateAsync(settings));
        newer.Message.ShouldContain("start the program of the newer version");

        await ExecuteAsync(database, OldSchema.BeforeNumbers + "drop table workspace.schema_version; alter table workspace.protection_key drop column made_at");
        await MigrateAsync(settings);
        var (exit, log) = await EndAsync(HostName.Web, Production("https://id.example.org", database.ConnectionStringFor(DatabaseRole.App)), ("Oidc__ClientSecret", "short"));
        log.ShouldContain("Oidc:ClientSecret is of no use any more");
        exit.ShouldNotBe(0);
        await ExecuteAsync(database, "select 1 / (count(*) filter (where number = 6 and serves_from = 6 and scripts_sha256 <> '')) from workspace.schema_version");
    }

    [Fact]
    public async Task Web_does_not_start_with_a_master_key_that_opens_none_of_the_keys()
    {
        var database = await postgreSql.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(database, "insert into workspace.protection_key (name, xml) values ('key-1', '<sealed>AAAA</sealed>')");
        var (exit, log) = await EndAsync(HostName.Web, Production("https://id.example.org", database.ConnectionStringFor(DatabaseRole.App)));
        exit.ShouldNotBe(0);
        log.ShouldContain("put the master key that belongs to this database back into Keys:Folder");
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

    [Theory]
    [InlineData("ConnectionStrings__Custodian", "The setting ConnectionStrings:Custodian is missing")]
    [InlineData("ConnectionStrings__KeysCustodian", "The setting ConnectionStrings:KeysCustodian is missing")]
    public async Task Worker_does_not_start_without_that_by_which_it_erases(string missing, string said)
    {
        var (exit, log) = await EndAsync(HostName.Worker, Production("https://id.example.org", "Host=db;Database=workspace;Username=caseworkspace_app"), (missing, ""));
        exit.ShouldNotBe(0);
        log.ShouldContain(said);
    }

    private Dictionary<string, string> Production(string issuer, string database) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = $"http://localhost:{ports.Web}",
        ["Proxy__Addresses"] = "127.0.0.1",
        ["ConnectionStrings__Workspace"] = database,
        ["Oidc__Authority"] = issuer,
        ["Web__Origin"] = "https://workspace.example.org",
        ["Vault__Folder"] = Path.Combine(PostgreSqlFixture.TestsFolder, "vault"),
        ["Keys__Folder"] = Path.Combine(PostgreSqlFixture.TestsFolder, $"keys-{ports.Web}"),
    };

    private Task MigrateAsync(Dictionary<string, string> settings)
    {
        var log = Path.Combine(PostgreSqlFixture.TestsFolder, $"migrate-{ports.Web}.log");
        var worker = new HostProcess(HostName.Worker, new Uri($"http://localhost:{ports.Worker}"), TestedHosts.ProgramOf(HostName.Worker), settings, log);
        return worker.MigrateAsync(settings, TestContext.Current.CancellationToken);
    }

    private static async Task ExecuteAsync(WorkspaceDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionStringFor(DatabaseRole.Owner));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task<(int Exit, string Log)> EndAsync(HostName host, Dictionary<string, string> settings, params (string Name, string Value)[] more)
    {
        foreach (var (name, value) in await postgreSql.KeySettingsAsync())
            settings.TryAdd(name, value);
        if (host is HostName.Worker)
        {
            settings.TryAdd("ConnectionStrings__Custodian", settings["ConnectionStrings__Workspace"]);
            settings.TryAdd("ConnectionStrings__KeysCustodian", settings["ConnectionStrings__Keys"]);
        }

        foreach (var (name, value) in more)
            settings[name] = value;
        Directory.CreateDirectory(PostgreSqlFixture.TestsFolder);
        var log = Path.Combine(PostgreSqlFixture.TestsFolder, $"start-{ports.Web}.log");
        File.Delete(log);
        var program = TestedHosts.ProgramOf(host);
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
