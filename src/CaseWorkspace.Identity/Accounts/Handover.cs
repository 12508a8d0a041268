using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// How an invitation reaches its person: the letter through the administrator who confirmed, the code through the person's head. Each is made when
/// it is shown; nobody is shown both. After a reset the head also says that the person was met.
/// </summary>
public sealed class Handover(AccountsDatabase database, IPasswordHasher<Account> hasher, StepUp stepUp, TimeProvider clock)
{
    private static readonly Account Nobody = new() { DisplayName = "" };

    /// <summary>The invitations whose letter the administrator may still open.</summary>
    public IQueryable<Invitation> LettersOf(Guid administrator) =>
        Open().Where(i => i.ConfirmedBy == administrator && i.LetterOpenedAt == null && i.CodeShownTo != administrator);

    /// <summary>The letter's secret, this once, after a second factor used just now; refused where it was opened before, or is another's.</summary>
    public async Task<(Refusal Refusal, string? Secret)> OpenLetterAsync(Guid invitation, Guid administrator, DateTimeOffset? secondFactorAt, CancellationToken cancel)
    {
        if (!stepUp.IsFresh(secondFactorAt))
            return (Refusal.SecondFactorNeeded, null);
        var (now, secret) = (clock.GetUtcNow(), Invitation.NewSecret());
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (await LettersOf(administrator).Where(i => i.Id == invitation).ExecuteUpdateAsync(set => set
                .SetProperty(i => i.SecretHash, Invitation.HashOfSecret(secret))
                .SetProperty(i => i.LetterOpenedAt, now)
                .SetProperty(i => i.LetterOpenedBy, administrator), cancel) != 1)
            return (Refusal.NotFound, null);
        await RecordAsync(invitation, administrator, Acts.LetterOpened, cancel);
        await transaction.CommitAsync(cancel);
        return (Refusal.None, secret);
    }

    /// <summary>The handover code, made anew each time the same head asks, with a second factor used just now; refused where it is another's to show.</summary>
    public async Task<(Refusal Refusal, string? Code)> ShowCodeAsync(Guid invitation, Account head, DateTimeOffset? secondFactorAt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(head);
        if (!stepUp.IsFresh(secondFactorAt))
            return (Refusal.SecondFactorNeeded, null);
        if (!(await CodesForAsync(head, cancel)).Any(one => one.Invitation.Id == invitation))
            return (Refusal.NotFound, null);
        var (now, code) = (clock.GetUtcNow(), Invitation.NewCode());
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (await Open().Where(i => i.Id == invitation && (i.CodeShownTo == null || i.CodeShownTo == head.Id) && i.CodesTried < Invitation.CodeAttempts
                && (i.LetterOpenedBy == null || i.LetterOpenedBy != head.Id))
            .ExecuteUpdateAsync(set => set
                .SetProperty(i => i.CodeHash, hasher.HashPassword(Nobody, Invitation.Plain(code)))
                .SetProperty(i => i.CodeShownAt, now)
                .SetProperty(i => i.CodeShownTo, head.Id), cancel) != 1)
            return (Refusal.NotFound, null);
        await RecordAsync(invitation, head.Id, Acts.HandoverCodeShown, cancel);
        await transaction.CommitAsync(cancel);
        return (Refusal.None, code);
    }

    /// <summary>Both parts, for the machine's operator at the console.</summary>
    public async Task<(string Secret, string Code)> OpenForOperatorAsync(Guid invitation, CancellationToken cancel)
    {
        var (now, secret, code) = (clock.GetUtcNow(), Invitation.NewSecret(), Invitation.NewCode());
        await database.Invitations.Where(i => i.Id == invitation && i.ConfirmedBy == null && i.SecretHash == null).ExecuteUpdateAsync(set => set
            .SetProperty(i => i.SecretHash, Invitation.HashOfSecret(secret))
            .SetProperty(i => i.CodeHash, hasher.HashPassword(Nobody, Invitation.Plain(code)))
            .SetProperty(i => i.LetterOpenedAt, now)
            .SetProperty(i => i.CodeShownAt, now), cancel);
        return (secret, code);
    }

    /// <summary>
    /// Whether the code belongs to the letter. Each try is counted before it is looked at, so that guesses sent side by side are all counted;
    /// after the last one neither letter nor code serves any more.
    /// </summary>
    public async Task<bool> IsRightCodeAsync(string secret, string code, CancellationToken cancel)
    {
        var hash = Invitation.HashOfSecret(secret);
        var standing = Open().Where(i => i.SecretHash == hash && i.CodeHash != null && i.CodesTried < Invitation.CodeAttempts);
        if (await standing.ExecuteUpdateAsync(set => set.SetProperty(i => i.CodesTried, i => i.CodesTried + 1), cancel) != 1
            || await database.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.SecretHash == hash, cancel) is not { CodeHash: { } kept } invitation)
            return false;
        if (hasher.VerifyHashedPassword(Nobody, kept, Invitation.Plain(code)) == PasswordVerificationResult.Failed)
        {
            await RecordAsync(invitation.Id, null, Acts.HandoverCodeWrong, cancel);
            return false;
        }
        await database.Invitations.Where(i => i.Id == invitation.Id && i.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(i => i.CodesTried, 0), cancel);
        return true;
    }

    /// <summary>Letters that are under way, with their people, whose code the head may show.</summary>
    public async Task<IReadOnlyList<(Invitation Invitation, Account Account)>> CodesForAsync(Account head, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(head);
        var (id, isAdministrator, heads, asHead) = (head.Id, head.IsActiveAdmin, Heads(), Heads().Where(h => h.Id == head.Id && h.Status == AccountStatus.Active && h.RestrictedSince == null));
        var found = await (from invitation in Open().AsNoTracking()
                           where invitation.ConfirmedBy != null && invitation.ConfirmedBy != id && (invitation.CodeShownTo == null || invitation.CodeShownTo == id)
                               && invitation.CodesTried < Invitation.CodeAttempts
                           join account in database.Accounts.AsNoTracking() on invitation.AccountId equals account.Id
                           where asHead.Any(h => h.UnitCode == account.UnitCode && h.Id != account.Id)
                               || isAdministrator && invitation.ProposedBy == id && !heads.Any(h => h.UnitCode == account.UnitCode && h.Id != account.Id)
                           orderby invitation.CreatedAt
                           select new { invitation, account }).ToListAsync(cancel);
        return [.. found.Select(one => (one.invitation, one.account))];
    }

    /// <summary>
    /// Restricted accounts, with the time their letter was accepted, whose person the head is to meet; for people without a head an administrator who
    /// had no part in it, and where there is no such one, the one who proposed, who never saw the letter.
    /// </summary>
    public async Task<IReadOnlyList<(Account Account, DateTimeOffset? AcceptedAt)>> ToMeetAsync(Account head, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(head);
        var (id, isAdministrator, heads, asHead) = (head.Id, head.IsActiveAdmin, Heads(), Heads().Where(h => h.Id == head.Id && h.Status == AccountStatus.Active && h.RestrictedSince == null));
        var administrators = database.Accounts.Where(a => (a.Status == AccountStatus.Active || a.Status == AccountStatus.Suspended) && a.Roles.Contains(Roles.IdentityAdmin));
        var found = await (from account in database.Accounts.AsNoTracking()
                           where account.RestrictedSince != null && account.Status == AccountStatus.Active && account.Id != id
                           from letter in database.Invitations.Where(i => i.AccountId == account.Id).OrderByDescending(i => i.CreatedAt).Take(1)
                           where letter.ConfirmedBy != id
                               && (asHead.Any(h => h.UnitCode == account.UnitCode && h.Id != account.Id)
                                   || isAdministrator && !heads.Any(h => h.UnitCode == account.UnitCode && h.Id != account.Id)
                                       && (letter.ProposedBy != id || !administrators.Any(a => a.Id != account.Id && a.Id != letter.ConfirmedBy && a.Id != letter.ProposedBy)))
                           orderby account.RestrictedSince
                           select new { account, letter.UsedAt }).ToListAsync(cancel);
        return [.. found.Select(one => (one.account, one.UsedAt))];
    }

    /// <summary>
    /// The head has met the person, after the person took the letter up: the restriction ends. False: it is not for this head to say, or too early.
    /// </summary>
    public async Task<Refusal> MetAsync(Account head, DateTimeOffset? secondFactorAt, Guid accountId, CancellationToken cancel)
    {
        if ((await ToMeetAsync(head, cancel)).FirstOrDefault(one => one.Account.Id == accountId && one.AcceptedAt is not null).Account is not { RestrictedSince: { } since })
            return Refusal.NotFound;
        if (!stepUp.IsFresh(secondFactorAt))
            return Refusal.SecondFactorNeeded;
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (await database.Accounts.Where(a => a.Id == accountId && a.RestrictedSince == since && a.Status == AccountStatus.Active && a.PasswordHash != null)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.RestrictedSince, (DateTimeOffset?)null).SetProperty(a => a.ConcurrencyStamp, Guid.CreateVersion7().ToString("N")), cancel) != 1)
            return Refusal.NotFound;
        database.Acts.Add(new AccountAct { Id = Guid.CreateVersion7(), AccountId = accountId, ActorId = head.Id, Act = Acts.MetInPerson });
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return Refusal.None;
    }

    /// <summary>
    /// The supervisors of units. One who is suspended or restricted answers for nobody, but is the head still: no administrator steps into the place
    /// by suspending its holder. The role, and the unit, are taken from a head by two.
    /// </summary>
    private IQueryable<Account> Heads() => database.Accounts.Where(a => a.UnitCode != null && a.Roles.Contains(Roles.Supervisor)
        && (a.Status == AccountStatus.Active || a.Status == AccountStatus.Suspended));

    private IQueryable<Invitation> Open()
    {
        var now = clock.GetUtcNow();
        return database.Invitations.Where(i => i.UsedAt == null && i.ExpiresAt > now);
    }

    private async Task RecordAsync(Guid invitation, Guid? actor, string act, CancellationToken cancel)
    {
        var account = await database.Invitations.Where(i => i.Id == invitation).Select(i => i.AccountId).SingleAsync(cancel);
        database.Acts.Add(new AccountAct { Id = Guid.CreateVersion7(), AccountId = account, ActorId = actor, Act = act });
        await database.SaveChangesAsync(cancel);
    }
}
