using CaseWorkspace.Platform.Vault;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Vault;

public class VaultCheckTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("cw-vault-").FullName;

    [Fact]
    public async Task A_vault_with_room_is_ready_and_trying_leaves_nothing_behind()
    {
        (await CheckAsync(1)).Status.ShouldBe(HealthStatus.Healthy);
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_vault_without_room_is_not_ready_and_says_which_setting_decides()
    {
        var result = await CheckAsync(long.MaxValue);
        result.Status.ShouldBe(HealthStatus.Unhealthy);
        result.Description.ShouldNotBeNull().ShouldContain("Vault:MinimumFreeBytes");
    }

    private Task<HealthCheckResult> CheckAsync(long room)
    {
        var settings = Options.Create(new VaultSettings { Folder = folder, MinimumFreeBytes = room });
        return new VaultCheck(new EvidenceVault(settings), settings).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
    }
}
