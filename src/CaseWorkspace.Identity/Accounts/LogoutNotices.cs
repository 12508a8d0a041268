using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>The signed notice that a session has ended (OpenID Connect Back-Channel Logout 1.0), which the protocol engine's keys sign.</summary>
public interface ILogoutTokens
{
    /// <summary>For the web host; says beside it where the account may not enter any more.</summary>
    string Make(Guid accountId, Guid session, bool isAccountDisabled);
}

/// <summary>
/// Tells the web host of each session that has ended, so that its own sessions end with it and programs' tokens of the session are
/// refused there. What is to be told stands in the session's row until it was taken: a host that is killed, and a web host that is
/// away, lose no notice.
/// </summary>
public sealed class LogoutNotices(
    IServiceScopeFactory scopes, ILogoutTokens tokens, IdentitySettings settings, TimeProvider clock, ILogger<LogoutNotices> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>How long an act that ends a session waits for the web host; afterwards it is told in the background.</summary>
    private static readonly TimeSpan ActWaits = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private const int BatchSize = 50;

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };

    /// <summary>Tells what is due now, and answers when that is done or has taken too long.</summary>
    public async Task TellAsync(CancellationToken cancel)
    {
        try
        {
            await TellDueAsync(CancellationToken.None).WaitAsync(ActWaits, clock, cancel);
        }
        catch (TimeoutException)
        {
            // It goes on by itself.
        }
    }

    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TellDueAsync(stoppingToken);
    }

    private async Task TellDueAsync(CancellationToken cancel)
    {
        try
        {
            while (await ClaimAsync(cancel) is { Count: > 0 } due)
                await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, async (row, stop) => await TellAsync(row, stop));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogWarning(fault, "Ended sessions could not be told; it is tried again in {Interval}", Every);
        }
    }

    /// <summary>Takes what is due, for this node alone: another one finds it due again only after the pause.</summary>
    private async Task<List<SessionRow>> ClaimAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (now, retry) = (clock.GetUtcNow(), clock.GetUtcNow() + 2 * Patience);
        return await scope.ServiceProvider.GetRequiredService<AccountsDatabase>().Sessions.FromSql(
            $"""
             update identity.sessions set tell_at = {retry}, tell_attempts = tell_attempts + 1
             where id in (select id from identity.sessions where tell_at <= {now} order by tell_at limit {BatchSize} for update skip locked)
             returning *
             """).AsNoTracking().ToListAsync(cancel);
    }

    private async Task TellAsync(SessionRow row, CancellationToken cancel)
    {
        var fault = await FaultOfAsync(row, cancel);
        DateTimeOffset? again = fault is null || clock.GetUtcNow() > row.EndsAt ? null : clock.GetUtcNow() + PauseAfter(row.TellAttempts);
        if (fault is not null && row.TellAttempts == 1)
            log.LogWarning("The web host could not be told that a session has ended: {Fault}. It is told again until the session would have ended by itself", fault);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountsDatabase>().Sessions.Where(one => one.Id == row.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.TellAt, again), cancel);
    }

    /// <summary>Null when the web host has taken the notice.</summary>
    private async Task<string?> FaultOfAsync(SessionRow row, CancellationToken cancel)
    {
        try
        {
            var disabled = row.EndReason == SessionEnds.AccountChanged && await IsDisabledAsync(row.AccountId, cancel);
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", tokens.Make(row.AccountId, row.Id, disabled))]);
            using var request = new HttpRequestMessage(HttpMethod.Post, settings.WebLogoutAddress) { Content = form };
            // However it is reached, the web host answers to its public name alone.
            request.Headers.Host = settings.WebOrigin.Authority;
            using var answer = await http.SendAsync(request, cancel);
            return answer.IsSuccessStatusCode ? null : $"it answers {(int)answer.StatusCode}";
        }
        catch (Exception fault) when (fault is HttpRequestException or InvalidOperationException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return fault.GetType().Name;
        }
    }

    /// <summary>As the account is now: a notice may be late, and the account back again.</summary>
    private async Task<bool> IsDisabledAsync(Guid accountId, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountsDatabase>().Accounts.AsNoTracking()
            .SingleOrDefaultAsync(account => account.Id == accountId, cancel) is not { MayEnter: true, PasswordHash: not null };
    }

    private static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(attempts - 1, 10))));
}
