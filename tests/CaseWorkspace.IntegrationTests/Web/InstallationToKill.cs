using CaseWorkspace.AppHost;
using CaseWorkspace.IntegrationTests.Fixtures;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Web;

[CollectionDefinition(Name)]
public sealed class SharedInstallationToKill : ICollectionFixture<InstallationToKill>
{
    public const string Name = "installation to kill";
}

/// <summary>An installation of its own, whose hosts are killed and started again.</summary>
public sealed class InstallationToKill(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    public Installation Installation { get; private set; } = null!;

    public Api Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Installation = await postgreSql.StartInstallationAsync(
            new Dictionary<string, string> { ["Limits:RequestsPerMinute"] = "1000000" }, cancellation: TestContext.Current.CancellationToken);
        Api = new Api(Installation.Web.Address, new Tokens(Installation.Identity.Address.GetLeftPart(UriPartial.Authority)));
    }

    public async Task StartAgainAsync()
    {
        Installation.Web.Start();
        await Installation.Web.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        if (Installation is not null)
            await Installation.DisposeAsync();
    }
}
