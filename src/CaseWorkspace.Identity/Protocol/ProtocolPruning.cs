using OpenIddict.Abstractions;

namespace CaseWorkspace.Identity.Protocol;

/// <summary>Removes what has run out: tokens first, then authorisations nothing hangs on.</summary>
public sealed class ProtocolPruning(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ProtocolPruning> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var threshold = clock.GetUtcNow() - KeptFor;
                await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(threshold, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(threshold, stoppingToken);
            }
            // Faults come wrapped in several ways, and one that got away would end the host.
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogWarning(fault, "Pruning failed; it is tried again in {Interval}", Every);
            }
        }
    }
}
