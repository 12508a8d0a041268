namespace CaseWorkspace.Identity.Protocol;

/// <summary>Takes up keys that another node or the verb <c>rotate-keys</c> has made, and moves each on in its life.</summary>
public sealed class KeyWatch(IServiceScopeFactory scopes, ProtocolKeyRing ring, TimeProvider clock, ILogger<KeyWatch> log) : BackgroundService
{
    /// <summary>How soon every node has a new key, and has dropped one that was taken out.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await ring.LoadAsync(scope.ServiceProvider, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogWarning(fault, "The keys could not be read; it is tried again in {Interval}", Every);
            }
        }
    }
}
