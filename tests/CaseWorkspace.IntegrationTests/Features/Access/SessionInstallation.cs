using CaseWorkspace.AppHost;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.IntegrationTests.Identity;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

[CollectionDefinition(Name)]
public sealed class SharedSessions : ICollectionFixture<SessionInstallation>
{
    public const string Name = "sessions";
}

/// <summary>An installation whose accounts are suspended, moved and given back at will, and whose Identity may be away.</summary>
public sealed class SessionInstallation(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    private static readonly string[] Hosts = ["Web", "Identity"];

    public Installation Installation { get; private set; } = null!;
    public string Issuer { get; private set; } = "";
    public string Web { get; private set; } = "";
    public Api Api { get; private set; } = null!;
    public Administrator Administrator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Installation = await postgreSql.StartInstallationAsync(new Dictionary<string, string>
        {
            ["Limits:RequestsPerMinute"] = "1000000",
            ["Identity:Limits:SignInsPerMinute"] = "100000", ["Identity:Limits:PushedRequestsPerMinute"] = "2000",
            ["Identity:SecondFactorSeconds"] = "20",
            ["Identity:SecondFactor:Roles"] = "investigator, supervisor, prosecutor, liaison-officer, custodian, identity-admin",
            ["Proxy:Addresses"] = "127.0.0.1, ::1", ["Identity:TrustedProxies"] = "127.0.0.1, ::1",
        });
        Issuer = Installation.Identity.Address.GetLeftPart(UriPartial.Authority);
        Web = Installation.Web.Address.GetLeftPart(UriPartial.Authority);
        Api = new Api(Installation.Web.Address, new Tokens(Issuer));
        Administrator = await Administrator.SignInAsync(Issuer);
    }

    public async ValueTask DisposeAsync()
    {
        Administrator?.Dispose();
        Api?.Dispose();
        if (Installation is not null)
            await Installation.DisposeAsync();
    }

    /// <summary>Somebody signed in at the workspace, in a browser of their own.</summary>
    public async Task<Visitor> SignInAsync(string userName, string password = Administrator.Password)
    {
        var browser = new Visitor(Web, roaming: true);
        var home = await browser.FillSignInAsync(await browser.GetAsync("/"), userName, password);
        home.Path.ShouldBe(Web + "/", Warnings());
        return browser;
    }

    /// <summary>Somebody with an authenticator app, signed in with the app's code of now.</summary>
    public async Task<(Visitor Browser, Authenticator App, IReadOnlyList<string> RecoveryCodes)> SignInWithAppAsync(string userName)
    {
        var app = Authenticator.Of(Issuer, userName)!;
        var browser = new Visitor(Web, roaming: true);
        var second = await browser.FillPasswordAsync(await browser.GetAsync("/"), userName, Administrator.Password);
        var home = await browser.SubmitAsync(second, "/second-factor", ("Code", app.Code()));
        home.Path.ShouldBe(Web + "/", Warnings());
        return (browser, app, app.RecoveryCodes);
    }

    /// <summary>What the hosts warned of, to tell why somebody was not signed in.</summary>
    private string Warnings() => string.Join('\n', Hosts
        .SelectMany(host => File.ReadLines(Path.Combine(Installation.DataFolder, "logs", host + ".log")).Where(line => line.Contains("\"@l\":", StringComparison.Ordinal)).TakeLast(10)));

    /// <summary>An access token of a program of the person.</summary>
    public async Task<string> TokenAsync(string userName, string password = Administrator.Password)
    {
        using var visitor = new Visitor(Issuer);
        return (string)(await new Oidc(Issuer).CliTokensAsync(visitor, userName, password))["access_token"]!;
    }
}
