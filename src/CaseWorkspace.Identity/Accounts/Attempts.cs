using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// Limits on guesses, counted where the guesses come from (docs/adr/0035). A device in which the account has signed in whole has a counter of its own;
/// all others share those of their network and of the account; an open session has its own. Right or wrong, each attempt first takes its place in the
/// counters by the same conditional statements, whose row locks put attempts sent side by side, or to several nodes, one after the other; then what is
/// right is let in and its place given back. Names that nobody has are counted alike.
/// </summary>
public sealed class Attempts(AccountsDatabase database, TimeProvider clock, ILogger<Attempts> log)
{
    /// <summary>The kind of a row of right passwords after which no second factor was given.</summary>
    public const string PasswordGiven = "password-given";

    private const string Before = "before";

    /// <summary>From the first statement of counting on nothing is cancelled: a client that goes away takes no failure back.</summary>
    private static readonly CancellationToken Counting = CancellationToken.None;

    /// <summary>Of the networks that are named beside a count, in letters.</summary>
    private const int LongestNetworks = 200;

    private static readonly TimeSpan EnteredEvery = TimeSpan.FromDays(1);

    /// <summary>For so long the holder sees what failed.</summary>
    public static readonly TimeSpan ToldFor = TimeSpan.FromDays(30);

    private static readonly TimeSpan RightRefusedToldEvery = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether the attempt is accepted: it is right, and has not to wait. Otherwise it is counted. A right one that has to wait leaves what a wrong one
    /// leaves, but for the auditor's entry and what the holder is told, and takes as long: whether it was right is told by neither. What is slow, the
    /// password's hash, is computed before: no lock is held for it.
    /// </summary>
    /// <param name="kind">What is guessed.</param>
    /// <param name="account">Whose; none: a name that nobody has.</param>
    /// <param name="from">Where it comes from.</param>
    /// <param name="isRight">Counts for nothing until the places are taken.</param>
    /// <param name="name">The normalized name, by which names that nobody has are told apart.</param>
    public async Task<bool> AcceptAsync(AttemptKind kind, Account? account, AttemptOrigin from, bool isRight, string name = "")
    {
        ArgumentNullException.ThrowIfNull(from);
        await using var transaction = await database.Database.BeginTransactionAsync(Counting);
        string[] together = from.Session is not null ? [AttemptScopes.Session]
            : await IsKnownDeviceAsync(account?.NormalizedUserName ?? name, from, Counting) ? [AttemptScopes.Device] : [AttemptScopes.AccountNetwork, AttemptScopes.Account];
        var attempt = new Attempt(kind, account?.Id, from, name);
        var counted = new List<(string Scope, int Failures)>();

        // A network is counted for all its attempts, also those that the account makes wait: its count tells nothing of the account.
        var isOpen = kind != AttemptKind.Password || together.Length == 1 || await CountAsync(attempt, AttemptScopes.Network, counted);
        if (isOpen)
        {
            // Both or neither: one network that has to wait makes no other one wait.
            var before = counted.Count;
            await transaction.CreateSavepointAsync(Before, Counting);
            foreach (var scope in together)
                isOpen = isOpen && await CountAsync(attempt, scope, counted);
            if (!isOpen)
            {
                counted.RemoveRange(before, counted.Count - before);
                await transaction.RollbackToSavepointAsync(Before, Counting);
            }
        }
        if (isOpen && isRight)
        {
            await transaction.RollbackAsync(Counting);
            return true;
        }
        if (!isOpen)
            await NoteRightAsync(attempt, isRight);
        await RecordAsync(attempt, counted, transaction);
        await transaction.CommitAsync(Counting);
        return false;
    }

    /// <summary>
    /// Whether the account of this name has signed in whole in the browser that shows this mark, with the password and factors that it has now. The
    /// session's row is what binds the mark to the account; its stamp is another one after a reset or a changed password. The last row decides: what
    /// the holder ended, or left to another person, makes no browser known. A browser that shows no mark costs no statement.
    /// </summary>
    public async Task<bool> IsKnownDeviceAsync(string normalizedName, AttemptOrigin from, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(from);
        if (from.DeviceHash.Length == 0)
            return false;
        // While an attempt is counted the lock lasts: a sign-in that exchanges the mark meanwhile waits, and takes the count with it.
        var since = clock.GetUtcNow() - SessionLimits.KeptFor;
        return (await database.Database.SqlQuery<Guid>(
            $"""
             select s.id as "Value" from identity.sessions as s join identity.accounts as a on a.id = s.account_id
             where a.normalized_user_name = {normalizedName} and s.device_hash = {from.DeviceHash} and s.stamp = a.security_stamp and s.authenticated_at > {since}
                 and not exists (
                     select from identity.sessions as later
                     where later.account_id = s.account_id and later.device_hash = s.device_hash and later.authenticated_at >= s.authenticated_at
                         and later.end_reason = any ({SessionEnds.MakeUnknown}))
             order by s.id for share of s
             """).ToListAsync(cancel)).Count > 0;
    }

    /// <summary>
    /// The right password was given, and the second factor is asked for: the holder is told, unless the sign-in becomes whole. It is no failure, and
    /// makes nobody wait.
    /// </summary>
    public Task PasswordGivenAsync(Guid account, AttemptOrigin from)
    {
        ArgumentNullException.ThrowIfNull(from);
        var now = clock.GetUtcNow();
        return database.Database.ExecuteSqlAsync(
            $"""
             insert into identity.attempt_counters as c
                 (key, kind, scope, account_id, network, failures, counted_at, open_at, total, untold, first_at, last_at, kept_until)
             values ({GivenKey(account, from)}, {PasswordGiven}, {AttemptScopes.AccountNetwork}, {account}, {from.Network}, 0, {now}, '-infinity', 1, 1, {now}, {now}, {now + ToldFor})
             on conflict (key) do update set total = c.total + 1, untold = c.untold + 1, last_at = {now}, kept_until = {now + ToldFor},
                 first_at = case when c.total = 0 then {now} else c.first_at end
             """, Counting);
    }

    /// <summary>The second factor was given too.</summary>
    public Task FactorGivenAsync(Guid account, AttemptOrigin from)
    {
        ArgumentNullException.ThrowIfNull(from);
        return database.Database.ExecuteSqlAsync(
            $"update identity.attempt_counters set total = total - 1, untold = greatest(0, untold - 1) where key = {GivenKey(account, from)} and total > 0", Counting);
    }

    private static string GivenKey(Guid account, AttemptOrigin from) => $"{PasswordGiven} {AttemptScopes.AccountNetwork} {account} {from.Network}";

    /// <summary>A whole sign-in forgets the failures of this device, or of this network for this account. Nobody else's.</summary>
    public Task ForgetAsync(Guid account, AttemptOrigin from, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(from);
        string[] scopes = from.Session is null ? [AttemptScopes.Device, AttemptScopes.AccountNetwork] : [AttemptScopes.Session];
        string[] keys = [.. Enum.GetValues<AttemptKind>().SelectMany(kind => scopes.Select(new Attempt(kind, account, from).KeyOf))];
        return database.Database.ExecuteSqlAsync(
            $"""
             update identity.attempt_counters set failures = 0, open_at = '-infinity'
             where key in (select key from identity.attempt_counters where key = any ({keys}) order by scope desc, key for update)
             """, cancel);
    }

    /// <summary>The account has a new password, which nobody has guessed at: all that was counted for it is forgotten.</summary>
    public Task ForgetAllAsync(Guid account, CancellationToken cancel)
    {
        return database.Database.ExecuteSqlAsync(
            $"""
             update identity.attempt_counters set failures = 0, open_at = '-infinity'
             where key in (select key from identity.attempt_counters where account_id = {account} order by scope desc, key for update)
             """, cancel);
    }

    private async Task<bool> CountAsync(Attempt attempt, string scope, List<(string Scope, int Failures)> counted)
    {
        if (await CountOneAsync(attempt, scope, LimitOf(attempt.Kind, scope)) is not { } failures)
            return false;
        counted.Add((scope, failures));
        return true;
    }

    private static AttemptLimit LimitOf(AttemptKind kind, string scope) => scope switch
    {
        AttemptScopes.Network => AttemptLimit.OfNetwork,
        AttemptScopes.Account => kind == AttemptKind.Password ? AttemptLimit.OfPasswordsByStrangers : AttemptLimit.OfCodesByStrangers,
        _ => AttemptLimit.OfOne,
    };

    /// <summary>How many failures it makes, counted as <see cref="AttemptLimit.Counted"/> says; null: the wait is not over.</summary>
    public async Task<int?> CountOneAsync(Attempt attempt, string scope, AttemptLimit limit)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(limit);
        Guid? owner = scope == AttemptScopes.Network ? null : attempt.AccountId;
        var (now, every, waits, key) = (clock.GetUtcNow(), limit.ForgetsOneEvery, limit.WaitSeconds(), attempt.KeyOf(scope));
        var (name, network, toldFor) = (attempt.KindName, scope == AttemptScopes.Account ? "" : attempt.From.Network, owner is null ? TimeSpan.Zero : ToldFor);
        var counted = await database.Database.SqlQuery<int>(
            $"""
             insert into identity.attempt_counters as c
                 (key, kind, scope, account_id, network, failures, counted_at, open_at, total, untold, first_at, last_at, kept_until)
             values ({key}, {name}, {scope}, {owner}, {network}, 1, {now}, {limit.Counted(null, now)!.OpenAt}, 1, 1, {now}, {now}, {now} + greatest({every}, {toldFor}))
             on conflict (key) do update set (failures, counted_at, open_at, kept_until) = (
                     select left_over + 1, since, case when left_over + 1 < {limit.Free} then '-infinity' else {now} + make_interval(secs => ({waits})[least(left_over + 1, cardinality({waits}))]) end,
                         greatest(since + (left_over + 1) * {every}, {now} + {toldFor})
                     from (select greatest(0, floor(extract(epoch from {now} - c.counted_at) / extract(epoch from {every}))) as intervals) as passed
                     cross join lateral (select greatest(0, c.failures - intervals)::integer as left_over) as remembered
                     cross join lateral (select case when left_over = 0 then {now} else c.counted_at + intervals * {every} end as since) as begun),
                 total = c.total + 1, untold = c.untold + 1, last_at = {now},
                 network = case when {network} = any (string_to_array(c.network, ', ')) or length(c.network) > {LongestNetworks} then c.network
                     else concat_ws(', ', nullif(c.network, ''), nullif({network}, '')) end
             where c.open_at <= {now}
             returning failures as "Value"
             """).ToListAsync(Counting);
        return counted.Count == 1 ? counted[0] : null;
    }

    /// <summary>
    /// An entry for the first of a row, and one a day while failures make wait: no flood of failures fills the journal, and no long one stands in a
    /// single line. A network's waits are the operator's, in the log.
    /// </summary>
    private async Task RecordAsync(Attempt attempt, IReadOnlyList<(string Scope, int Failures)> counted, IDbContextTransaction transaction)
    {
        foreach (var (scope, failures) in counted)
        {
            if (failures == 1 && scope is AttemptScopes.Device or AttemptScopes.AccountNetwork or AttemptScopes.Session)
                await EnterAsync(Acts.SignInFailed, attempt, scope, transaction);
            if (failures == LimitOf(attempt.Kind, scope).Free)
                log.LogWarning("Attempts have to wait after {Failures} failures: {Kind}, {Scope}, account {AccountId}", failures, attempt.KindName, scope, attempt.AccountId);
            if (failures >= LimitOf(attempt.Kind, scope).Free && scope != AttemptScopes.Network)
                await EnterAsync(Acts.LockedOut, attempt, scope, transaction);
        }
    }

    /// <summary>
    /// Once a day for an account; for names that nobody has once a day for all of them. It is written in either case and then perhaps taken back, so
    /// that a name that somebody has takes as long as one that nobody has.
    /// </summary>
    private async Task EnterAsync(string act, Attempt attempt, string scope, IDbContextTransaction transaction)
    {
        var (detail, since) = (attempt.DetailOf(scope), clock.GetUtcNow() - EnteredEvery);
        var isEntered = await database.Acts.AnyAsync(
            entry => entry.AccountId == attempt.AccountId && entry.At > since && entry.Act == act && (attempt.AccountId == null || entry.Detail == detail), Counting);
        await transaction.CreateSavepointAsync(Before, Counting);
        await database.Database.ExecuteSqlAsync(
            $"insert into identity.account_acts (id, account_id, act, detail) values ({Guid.CreateVersion7()}, {attempt.AccountId}, {act}, {detail})", Counting);
        if (isEntered)
            await transaction.RollbackToSavepointAsync(Before, Counting);
        else
            await transaction.ReleaseSavepointAsync(Before, Counting);
    }

    /// <summary>
    /// The right password while it has to wait is an entry for the auditor, once an hour: the holder's, or a stranger's who knows it. Right or wrong, one
    /// statement writes one row: guesses that have to wait learn nothing from the time that it takes.
    /// </summary>
    private Task<int> NoteRightAsync(Attempt attempt, bool isRight)
    {
        var (now, name, account) = (clock.GetUtcNow(), attempt.KindName, attempt.AccountId);
        var (key, outdated, keptUntil) = ($"{name} right {attempt.Whose}", now - RightRefusedToldEvery, now + (isRight ? ToldFor : RightRefusedToldEvery));
        var detail = attempt.DetailOf(attempt.From.Session is null ? AttemptScopes.AccountNetwork : AttemptScopes.Session);
        var (right, network, rightAt) = (isRight ? 1 : 0, isRight ? attempt.From.Network : "", isRight ? now : (DateTimeOffset?)null);
        return database.Database.ExecuteSqlAsync(
            $"""
             with noted as (
                 insert into identity.attempt_counters as c
                     (key, kind, scope, account_id, network, failures, counted_at, open_at, total, untold, first_at, last_at, right_refused_at, kept_until)
                 values ({key}, {name}, {AttemptScopes.Account}, {account}, {network}, 0, {now}, {now}, {right}, {right}, {now}, {now}, {rightAt}, {keptUntil})
                 on conflict (key) do update set kept_until = greatest(c.kept_until, {keptUntil}), total = c.total + {right}, untold = c.untold + {right},
                     first_at = case when c.total = 0 then {now} else c.first_at end,
                     last_at = case when {right} = 0 then c.last_at else {now} end,
                     network = case when {network} = any (string_to_array(c.network, ', ')) or length(c.network) > {LongestNetworks} then c.network
                         else concat_ws(', ', nullif(c.network, ''), nullif({network}, '')) end,
                     right_refused_at = case when {right} = 1 and coalesce(c.right_refused_at, '-infinity') < {outdated} then {rightAt} else c.right_refused_at end
                 returning right_refused_at)
             insert into identity.account_acts (id, account_id, act, detail)
             select {Guid.CreateVersion7()}, {account}, {Acts.RightButWaiting}, {detail} from noted where right_refused_at = {rightAt}
             """, Counting);
    }
}
