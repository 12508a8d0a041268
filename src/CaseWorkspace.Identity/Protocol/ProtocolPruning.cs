namespace CaseWorkspace.Identity.Protocol;

/// <summary>Removes what has run out: spent assertions each minute, and each hour tokens, then authorisations nothing hangs on.</summary>
public sealed class ProtocolPruning(IServiceScopeFactory scopes, IProtocolEngine engine, TimeProvider clock, ILogger<ProtocolPruning> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TokensEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        var prunedAt = clock.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IServedOnce>().ForgetAssertionsAsync(stoppingToken);
                if (clock.GetElapsedTime(prunedAt) < TokensEvery)
                    continue;
                prunedAt = clock.GetTimestamp();
                await engine.PruneAsync(scope.ServiceProvider, clock.GetUtcNow() - KeptFor, stoppingToken);
            }
            // Faults come wrapped in several ways, and one that got away would end the host.
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogWarning(fault, "Pruning failed; it is tried again in {Interval}", Every);
            }
        }
    }
}
