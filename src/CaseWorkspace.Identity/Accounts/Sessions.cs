using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// The sessions that stand. Each request by cookie, each code, refresh token and introspection asks here; what ends one ends all of it:
/// the cookie, what the protocol handed out, and, by a notice, the sessions at the clients.
/// </summary>
public sealed class Sessions(
    AccountsDatabase database, IGrants grants, LogoutNotices notices, SessionCookies cookies, IdentitySettings settings, TimeProvider clock)
{
    /// <summary>A use this young is not written again.</summary>
    private static readonly TimeSpan UseWrittenEvery = TimeSpan.FromMinutes(1);

    /// <summary>Neither ended nor past one of its limits.</summary>
    public IQueryable<SessionRow> Current()
    {
        var now = clock.GetUtcNow();
        var used = now - settings.SessionIdle;
        return database.Sessions.Where(row => row.EndedAt == null && row.EndsAt > now && row.LastUsedAt > used);
    }

    /// <summary>Whether the session was begun as the roles of its account ask now: a role given since may want a second factor.</summary>
    private bool Suffices(SessionRow row, Account account) => row.SecondFactorAt is not null || !settings.NeedsSecondFactor(account.Roles);

    /// <summary>The session of the handle and its account; none when it has ended, or its account may not enter as it did then.</summary>
    public async Task<(SessionRow Row, Account Account)?> FindAsync(string handle, CancellationToken cancel)
    {
        var hash = Invitation.HashOf(handle);
        var found = await (from row in Current().Where(row => row.HandleHash == hash)
                           join account in database.Accounts on row.AccountId equals account.Id
                           select new { row, account }).SingleOrDefaultAsync(cancel);
        if (found is not { account.MayEnter: true } || found.account.SecurityStamp != found.row.Stamp || !Suffices(found.row, found.account))
            return null;
        if (clock.GetUtcNow() - found.row.LastUsedAt > UseWrittenEvery)
            await UsedAsync(found.row.Id, clock.GetUtcNow(), cancel);
        return (found.row, found.account);
    }

    /// <summary>The account that a token was made for, in a session that still stands; none when it may not enter or the session has ended.</summary>
    public async Task<Account?> HolderAsync(Guid accountId, string? session, CancellationToken cancel) =>
        Guid.TryParse(session, out var id)
        && await (from row in Current().Where(row => row.Id == id && row.AccountId == accountId)
                  join account in database.Accounts on row.AccountId equals account.Id
                  select new { row, account }).AsNoTracking().SingleOrDefaultAsync(cancel) is { account.MayEnter: true } found && Suffices(found.row, found.account)
            ? found.account : null;

    /// <summary>The standing sessions of an account, the one used last first.</summary>
    public Task<List<SessionRow>> OfAsync(Guid accountId, CancellationToken cancel) =>
        Current().AsNoTracking().Where(row => row.AccountId == accountId).OrderByDescending(row => row.LastUsedAt).ToListAsync(cancel);

    /// <summary>The person did something in the session, at this time.</summary>
    public Task UsedAsync(Guid id, DateTimeOffset at, CancellationToken cancel) =>
        database.Sessions.Where(row => row.Id == id && row.EndedAt == null && row.LastUsedAt < at)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, at), cancel);

    /// <summary>
    /// A new sign-in; answers the handle for the cookie. The session that the same browser has is continued for the same person, under a
    /// new handle, and ended for another one.
    /// </summary>
    public async Task<string> StartAsync(Account account, SessionRow? earlier, SignInDevice device, SecondFactor? secondFactor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(device);
        var (now, handle) = (clock.GetUtcNow(), cookies.NewHandle());
        DateTimeOffset? factorAt = secondFactor is null ? null : now;
        var methods = SignInMethods.Of(secondFactor);
        if (earlier is not null && earlier.AccountId != account.Id)
            await EndAsync(earlier.AccountId, earlier.Id, SessionEnds.Replaced, account.Id, cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await ExchangeMarkAsync(device, cancel);
        var isContinued = earlier?.AccountId == account.Id && await database.Sessions.Where(row => row.Id == earlier.Id && row.EndedAt == null)
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.HandleHash, Invitation.HashOf(handle))
                .SetProperty(row => row.SignInId, Guid.CreateVersion7())
                .SetProperty(row => row.Stamp, account.SecurityStamp!)
                .SetProperty(row => row.DeviceHash, device.Hash)
                .SetProperty(row => row.AuthenticatedAt, now)
                .SetProperty(row => row.SecondFactorAt, factorAt)
                .SetProperty(row => row.Methods, methods)
                .SetProperty(row => row.LastUsedAt, now)
                .SetProperty(row => row.EndsAt, now + settings.SessionLimit), cancel) == 1;
        if (!isContinued)
        {
            // The very first sign-in of an account tells its holder nothing new; the browser of an invitation was no sign-in.
            var isNew = account.LastSignInAt is not null
                && !await database.Sessions.AnyAsync(row => row.AccountId == account.Id && row.DeviceHash == device.Hash && row.EndedAt != row.CreatedAt, cancel);
            database.Sessions.Add(new SessionRow
            {
                Id = Guid.CreateVersion7(), AccountId = account.Id, HandleHash = Invitation.HashOf(handle), SignInId = Guid.CreateVersion7(),
                Stamp = account.SecurityStamp!, AuthenticatedAt = now, SecondFactorAt = factorAt, Methods = methods, CreatedAt = now, LastUsedAt = now,
                EndsAt = now + settings.SessionLimit, Device = device.Name, DeviceHash = device.Hash, Network = device.Network, IsNewDevice = isNew,
            });
            if (isNew)
                Record(account.Id, account.Id, Acts.NewDevice, device.Name);
            await database.SaveChangesAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        return handle;
    }

    /// <summary>
    /// The browser in which the holder has just set password and second factor is known from now on: a row of a session that ended as it began, in the
    /// transaction of the act. It opens nothing.
    /// </summary>
    public async Task MakeKnownAsync(Account account, SignInDevice device, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(device);
        var now = clock.GetUtcNow();
        database.Sessions.Add(new SessionRow
        {
            Id = Guid.CreateVersion7(), AccountId = account.Id, HandleHash = Invitation.HashOf(cookies.NewHandle()), SignInId = Guid.CreateVersion7(),
            Stamp = account.SecurityStamp!, AuthenticatedAt = now, CreatedAt = now, LastUsedAt = now, EndsAt = now, EndedAt = now, EndReason = SessionEnds.SignedOut,
            Device = device.Name, DeviceHash = device.Hash, Network = device.Network,
        });
        await database.SaveChangesAsync(cancel);
    }

    /// <summary>What stood under the browser's former mark stands under its new one: the sessions of all accounts, and what was counted for them.</summary>
    public async Task ExchangeMarkAsync(SignInDevice device, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(device);
        var (before, hash) = (device.HashBefore, device.Hash);
        if (before.Length == 0 || await database.Database.ExecuteSqlAsync(
            $"""
             update identity.sessions set device_hash = {hash}
             where id in (select id from identity.sessions where device_hash = {before} order by id for update)
             """, cancel) == 0)
            return;
        await database.Database.ExecuteSqlAsync(
            $"""
             update identity.attempt_counters set key = replace(key, {before}, {hash})
             where key in (
                 select key from identity.attempt_counters
                 where key in (
                     select concat_ws(' ', kind, {AttemptScopes.Device}, account_id, {before}) from identity.sessions
                     cross join unnest({Attempt.KindNames}) as kind where device_hash = {hash})
                 order by scope desc, key for update)
             """, cancel);
    }

    /// <summary>
    /// The session goes on under a new handle, which it answers: after an act that ended all others, or with a second factor used now. It
    /// ends when it would have ended.
    /// </summary>
    public async Task<string?> ContinueAsync(SessionRow earlier, Account account, SecondFactor? secondFactor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(account);
        var (now, handle) = (clock.GetUtcNow(), cookies.NewHandle());
        var factorAt = secondFactor is null ? earlier.SecondFactorAt : now;
        var methods = secondFactor is { } used ? SignInMethods.With(earlier.ToSession().Methods, used) : earlier.Methods;
        return await database.Sessions.Where(row => row.Id == earlier.Id && row.AccountId == account.Id && row.EndedAt == null)
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.HandleHash, Invitation.HashOf(handle))
                .SetProperty(row => row.Stamp, account.SecurityStamp!)
                .SetProperty(row => row.SecondFactorAt, factorAt)
                .SetProperty(row => row.Methods, methods)
                .SetProperty(row => row.LastUsedAt, now), cancel) == 1 ? handle : null;
    }

    /// <summary>Ends one session of the account, and all that rests on it; false when there is no such one that stands.</summary>
    public async Task<bool> EndAsync(Guid accountId, Guid id, string reason, Guid? by, CancellationToken cancel) =>
        await EndAsync(accountId, [.. (await OfAsync(accountId, cancel)).Where(row => row.Id == id)], reason, by, cancel);

    /// <summary>Ends the sessions of the account but the one that is kept, and all that rests on them.</summary>
    public async Task EndOthersAsync(Guid accountId, Guid kept, string reason, CancellationToken cancel) =>
        await EndAsync(accountId, [.. (await OfAsync(accountId, cancel)).Where(row => row.Id != kept)], reason, accountId, cancel);

    private async Task<bool> EndAsync(Guid accountId, IReadOnlyList<SessionRow> ended, string reason, Guid? by, CancellationToken cancel)
    {
        var ids = ended.Select(row => row.Id).ToArray();
        if (ids.Length == 0 || await MarkEndedAsync(row => ids.Contains(row.Id), reason, by, cancel) == 0)
            return false;
        foreach (var row in ended)
            await grants.RevokeSessionAsync(accountId, row.Id.ToString(), cancel);
        await notices.TellAsync(cancel);
        return true;
    }

    /// <summary>Only marks the sessions of an account, in the transaction of the act that ends them; <see cref="TakeBackAsync"/> follows its commit.</summary>
    public Task MarkAllEndedAsync(Guid accountId, Guid? by, CancellationToken cancel) =>
        MarkEndedAsync(row => row.AccountId == accountId, SessionEnds.AccountChanged, by, cancel);

    /// <summary>Marks every session of every account ended; the hosts that serve tell the clients.</summary>
    public Task MarkEveryEndedAsync(CancellationToken cancel) => MarkEndedAsync(_ => true, SessionEnds.Operator, null, cancel);

    /// <summary>Takes back what was handed out in the account's name, and tells the clients.</summary>
    public async Task TakeBackAsync(Guid accountId, CancellationToken cancel)
    {
        await grants.RevokeAllAsync(accountId, cancel);
        await notices.TellAsync(cancel);
    }

    private Task<int> MarkEndedAsync(System.Linq.Expressions.Expression<Func<SessionRow, bool>> which, string reason, Guid? by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return database.Sessions.Where(row => row.EndedAt == null).Where(which).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.EndedAt, now)
            .SetProperty(row => row.EndedBy, by)
            .SetProperty(row => row.EndReason, reason)
            .SetProperty(row => row.TellAt, now), cancel);
    }

    private void Record(Guid accountId, Guid? by, string act, string device) => database.Acts.Add(new AccountAct
    {
        Id = Guid.CreateVersion7(), AccountId = accountId, ActorId = by, Act = act, Detail = device,
    });
}
