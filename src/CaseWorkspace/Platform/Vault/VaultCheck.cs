using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CaseWorkspace.Platform.Vault;

/// <summary>Whether the vault can be written to and has room.</summary>
internal sealed class VaultCheck(EvidenceVault vault, IOptions<VaultSettings> settings) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            vault.TryWriting();
            var (free, wanted) = (vault.FreeBytes, settings.Value.MinimumFreeBytes);
            return Task.FromResult(free >= wanted ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"The vault has {free} bytes left, and Vault:MinimumFreeBytes is {wanted}: make room, or move it to a larger disk."));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The vault cannot be written to: check Vault:Folder, its disk and who owns it.", fault));
        }
    }
}
