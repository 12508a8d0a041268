using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorkspace.Platform.Vault;

/// <summary>Removes, at start and then every hour, what uploads left behind whose host died.</summary>
internal sealed class VaultSweep(EvidenceVault vault, TimeProvider clock, ILogger<VaultSweep> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            Sweep();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Sweep()
    {
        try
        {
            var removed = vault.Sweep(clock.GetUtcNow());
            if (removed > 0)
            {
                log.LogInformation("Removed {Count} uploads that never ended", removed);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.LogError(fault, "The vault could not be swept");
        }
    }
}
