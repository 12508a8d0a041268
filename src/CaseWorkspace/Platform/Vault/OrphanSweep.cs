using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CaseWorkspace.Platform.Vault;

/// <summary>
/// Removes, at start and then every hour, content that nothing names: left by an upload that lost a race for its item, or whose
/// host died between keeping and sealing. Run by the worker alone.
/// </summary>
internal sealed class OrphanSweep(
    EvidenceVault vault, ContentNames names, IOptions<VaultSettings> settings, TimeProvider clock, ILogger<OrphanSweep> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            await Sweep(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Sweep(CancellationToken cancellation)
    {
        try
        {
            var removed = await vault.RemoveUnnamed(
                clock.GetUtcNow() - settings.Value.KeepUnnamedFor, names.Among, cancellation);
            if (removed > 0)
            {
                log.LogInformation("Removed {Count} pieces of content that nothing names", removed);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NpgsqlException)
        {
            log.LogError(fault, "Content that nothing names could not be removed");
        }
    }
}
