using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CaseWorkspace.Platform.Vault;

/// <summary>
/// Removes, at start and then every hour, what uploads left behind whose host died; and publishes the free space of the vault as the
/// metric <c>caseworkspace.vault.free</c>, in bytes.
/// </summary>
internal sealed class VaultSweep(EvidenceVault vault, IMeterFactory meters, TimeProvider clock, ILogger<VaultSweep> log) : BackgroundService
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "CaseWorkspace.Vault";

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meters.Create(Meter).CreateObservableGauge("caseworkspace.vault.free", Room, "By", "Bytes that can still be taken in.");
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            Sweep();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Nothing is reported while the folder cannot be asked: 0 would say that the disk is full.</summary>
    private IEnumerable<Measurement<long>> Room()
    {
        try
        {
            return [new Measurement<long>(vault.Room)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
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
