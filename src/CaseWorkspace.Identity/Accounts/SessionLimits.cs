using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// Ends what has passed a limit, so that the clients are told, and forgets what ended long ago: sessions, and counters of attempts. Nothing waits for it: a session past a
/// limit opens nothing from that moment on (<see cref="Sessions.Standing"/>).
/// </summary>
public sealed class SessionLimits(IServiceScopeFactory scopes, IdentitySettings settings, TimeProvider clock, ILogger<SessionLimits> log) : BackgroundService
{
    /// <summary>For so long a device counts as seen before.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await EndAsync(scope.ServiceProvider.GetRequiredService<AccountsDatabase>(), stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogWarning(fault, "Sessions past their limits could not be marked; it is tried again in {Interval}", Every);
            }
        }
    }

    private async Task EndAsync(AccountsDatabase database, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (used, forgotten) = (now - settings.SessionIdle, now - KeptFor);
        await database.Sessions.Where(row => row.EndedAt == null && (row.EndsAt <= now || row.LastUsedAt <= used))
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.EndedAt, now)
                .SetProperty(row => row.EndReason, row => row.EndsAt <= now ? SessionEnds.Absolute : SessionEnds.Idle)
                .SetProperty(row => row.TellAt, now), cancel);
        await database.Sessions.Where(row => row.EndedAt < forgotten).ExecuteDeleteAsync(cancel);
        // One that is counted at this moment is left for the next time.
        await database.Database.ExecuteSqlAsync(
            $"delete from identity.attempt_counters where key in (select key from identity.attempt_counters where kept_until < {now} for update skip locked)", cancel);
    }
}
