using CaseWorkspace.Platform.Web.Frame;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>What the holder of an account is told of attempts that failed: at the next sign-in where they came from elsewhere, and on the account's page.</summary>
public sealed class FailedSignIns(AccountsDatabase database, TimeProvider clock)
{
    /// <summary>The page that tells, on the way from a sign-in to where the holder was going.</summary>
    public const string Page = "/failed-sign-ins";

    private static readonly TimeSpan AMomentAgo = TimeSpan.FromMinutes(15);

    /// <summary>Of the last 30 days, one row for each device, network or session and kind, the latest first.</summary>
    public Task<List<AttemptCounter>> OfAsync(Guid account, CancellationToken cancel)
    {
        var since = clock.GetUtcNow() - Attempts.ToldFor;
        return database.AttemptCounters.AsNoTracking()
            .Where(row => row.AccountId == account && (row.Scope != AttemptScopes.Account || row.RightRefusedAt != null) && row.Total > 0 && row.LastAt > since)
            .OrderByDescending(row => row.LastAt).ToListAsync(cancel);
    }

    /// <summary>What is not told yet.</summary>
    public async Task<IReadOnlyList<AttemptCounter>> UntoldAsync(Guid account, CancellationToken cancel) =>
        [.. (await OfAsync(account, cancel)).Where(row => row.Untold > 0)];

    /// <summary>The holder has read of those until then.</summary>
    public Task ToldAsync(Guid account, DateTimeOffset until, CancellationToken cancel) =>
        database.Database.ExecuteSqlAsync(
            $"""
             update identity.attempt_counters set untold = 0
             where key in (select key from identity.attempt_counters where account_id = {account} and last_at <= {until} order by scope desc, key for update)
             """, cancel);

    /// <summary>Where a sign-in that is whole leads: to what failed elsewhere, or to where the holder was going.</summary>
    /// <param name="account">Who signed in.</param>
    /// <param name="device">Where.</param>
    /// <param name="wasKnown">Whether that was a known device before this sign-in.</param>
    /// <param name="returnUrl">Where the holder was going.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<string> WayOnAsync(Account account, SignInDevice device, bool wasKnown, string? returnUrl, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(device);
        // An administrator works at the accounts; the own account is one page of all.
        var way = LocalPath.Of(returnUrl) is var path && path == "/" && account.IsActiveAdmin ? "/accounts" : LocalPath.Of(returnUrl);
        var (untold, now) = (await UntoldAsync(account.Id, cancel), clock.GetUtcNow());
        if (untold.Any(row => !IsOwn(row, account.Id, device, wasKnown, now)))
            return Page + QueryString.Create("returnUrl", way);
        if (untold.Count > 0)
            await ToldAsync(account.Id, now, cancel);
        return way;
    }

    /// <summary>
    /// Mistyped here a moment ago, and no news. A browser that was known counts as a device: what its network counts for strangers is never its own.
    /// The right password while it had to wait is told in any case.
    /// </summary>
    private static bool IsOwn(AttemptCounter row, Guid account, SignInDevice device, bool wasKnown, DateTimeOffset now) =>
        row.Network == device.Network && row.LastAt > now - AMomentAgo && row.Scope switch
        {
            AttemptScopes.Session => true,
            AttemptScopes.Device => row.Key.EndsWith($" {account} {device.Hash}", StringComparison.Ordinal),
            AttemptScopes.AccountNetwork => row.Kind == Attempts.PasswordGiven
                || (!wasKnown && row.Kind == Attempt.KindNames[(int)AttemptKind.Password] && row.Untold < AttemptLimit.OfOne.Free),
            _ => false,
        };
}
