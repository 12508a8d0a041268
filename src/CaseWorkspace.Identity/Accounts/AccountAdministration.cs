using CaseWorkspace.Platform.Actors;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>Why an act of administration was refused; the wording is in Resources under <c>Refusal.…</c>.</summary>
public enum Refusal
{
    None, NotFound, OwnAccount, LastAdministrator, Ended, NotActive, NotSuspended, UserNameTaken, UserNameInvalid, UnknownRole, IncompatibleRoles, InvalidPosting,
    InvalidUnit, InvalidDisplayName, StillHead,

    /// <summary>It gives something and takes two: it is to be proposed.</summary>
    TakesTwo,
    ProposalDecided, ProposalExpired, OwnProposal, ProposerGone, AccountChanged, NotAdministrator, TooClose, SecondFactorNeeded,
}

/// <summary>The outcome of an act: a refusal, or done, or proposed.</summary>
public sealed record ActOutcome(Refusal Refusal, Guid AccountId = default, Guid? InvitationId = null, Guid? ProposalId = null)
{
    public bool Done => Refusal == Refusal.None;
}

/// <summary>Who does an act: an administrator alone, one together with the one who confirmed, or the machine's operator (no actor).</summary>
public sealed record ActBy(Guid? Actor, Guid? Confirmer = null)
{
    public static readonly ActBy Operator = new(Actor: null);

    /// <summary>Whether what gives an account something may be done.</summary>
    public bool MayGive => Actor is null || Confirmer is not null;
}

/// <summary>
/// What is done to the accounts of others. Every act runs alone (an advisory lock), is recorded in the same transaction, and where it ends
/// sessions marks them ended, changes the security stamp and then takes back what was handed out. What gives is refused to one administrator
/// alone; what takes away is done at once.
/// </summary>
public sealed class AccountAdministration(AccountsDatabase database, ILookupNormalizer normalizer, Sessions sessions, TimeProvider clock)
{
    private readonly List<Guid> takeBack = [];

    public Task<ActOutcome> InviteAsync(ActBy by, Guid accountId, AccountDetails details, IReadOnlyList<string> roles, CancellationToken cancel) =>
        AloneAsync(async () =>
        {
            var userName = details.UserName.Trim();
            var refusal = details.Refusal() is var faulty and not Refusal.None ? faulty
                : details.UnknownCode(null, []) is var unknown and not Refusal.None ? unknown
                : RefusalOf(roles) is var refused and not Refusal.None ? refused
                : await database.Accounts.AnyAsync(a => a.NormalizedUserName == normalizer.NormalizeName(userName), cancel) ? Refusal.UserNameTaken
                : by.MayGive ? Refusal.None
                : Refusal.TakesTwo;
            if (refusal != Refusal.None)
                return new ActOutcome(refusal);
            var account = new Account
            {
                Id = accountId,
                UserName = userName,
                NormalizedUserName = normalizer.NormalizeName(userName),
                DisplayName = details.DisplayName.Trim(),
                UnitCode = details.Unit,
                Postings = [.. details.Postings],
                Roles = [.. roles],
                CreatedAt = clock.GetUtcNow(),
                SecurityStamp = NewStamp(),
                LockoutEnabled = true,
            };
            database.Accounts.Add(account);
            Record(account, by, Acts.Invited);
            foreach (var role in roles)
                Record(account, by, Acts.RoleGiven, role);
            if (account.UnitCode is not null)
                Record(account, by, Acts.UnitSet, account.UnitCode);
            if (account.Postings.Count > 0)
                Record(account, by, Acts.PostingsSet, string.Join(' ', account.Postings));
            return new ActOutcome(Refusal.None, account.Id, Invite(account, by));
        }, cancel);

    /// <summary>A new letter for an account that has not accepted yet: the earlier one ends at once.</summary>
    public Task<ActOutcome> InviteAgainAsync(ActBy by, Guid accountId, CancellationToken cancel) => ChangeAsync(by, accountId, endsSessions: true, async account =>
    {
        var refusal = account.Status != AccountStatus.Invited ? Refusal.NotActive : GivingRefusal(by, account);
        if (refusal != Refusal.None)
            return new ActOutcome(refusal);
        Record(account, by, Acts.InvitationRenewed);
        return new ActOutcome(Refusal.None, account.Id, await InviteAnewAsync(account, by, cancel));
    }, cancel);

    /// <summary>
    /// The password serves no longer, nor does any passkey, which may be a thief's, nor where asked the authenticator app: the person sets anew what is
    /// missing, by letter and code. The account is restricted until the person's head has met the person. A lost factor takes the password with it:
    /// neither is worth an enrolment alone.
    /// </summary>
    public Task<ActOutcome> ResetAsync(ActBy by, Guid accountId, bool secondFactor, CancellationToken cancel) => ChangeAsync(by, accountId, endsSessions: true, async account =>
    {
        var refusal = account.Status != AccountStatus.Active ? Refusal.NotActive : GivingRefusal(by, account);
        if (refusal != Refusal.None)
            return new ActOutcome(refusal);
        account.PasswordHash = null;
        account.RestrictedSince = clock.GetUtcNow();
        await database.Passkeys.Where(key => key.AccountId == accountId).ExecuteDeleteAsync(cancel);
        if (secondFactor || account.ProtectedAuthenticatorKey is null)
            Forget(account);
        Record(account, by, secondFactor ? Acts.SecondFactorReset : Acts.PasswordReset);
        return new ActOutcome(Refusal.None, account.Id, await InviteAnewAsync(account, by, cancel));
    }, cancel);

    /// <summary>Tokens that name other roles than these stand no longer; the session goes on with the new ones, unless none is left.</summary>
    public Task<ActOutcome> SetRolesAsync(ActBy by, Guid accountId, IReadOnlyList<string> roles, CancellationToken cancel) =>
        ChangeAsync(by, accountId, endsSessions: roles.Count == 0, async account =>
        {
            if (RefusalOf(roles) is var refused and not Refusal.None)
                return new ActOutcome(refused);
            if (!roles.Contains(Roles.IdentityAdmin) && await IsLastAdministratorAsync(account, cancel))
                return new ActOutcome(Refusal.LastAdministrator);
            // Also the head's role taken: who holds the codes of the unit's people is not for one to choose.
            if (!by.MayGive && (roles.Except(account.Roles).Any() || IsHead(account) && !roles.Contains(Roles.Supervisor)))
                return new ActOutcome(Refusal.TakesTwo);
            foreach (var role in roles.Except(account.Roles))
                Record(account, by, Acts.RoleGiven, role);
            foreach (var role in account.Roles.Except(roles))
                Record(account, by, Acts.RoleTaken, role);
            account.Roles = [.. Roles.All.Where(roles.Contains)];
            return new ActOutcome(Refusal.None, account.Id);
        }, cancel);

    /// <summary>Tokens that name another unit or other postings stand no longer; the session goes on with the new ones.</summary>
    public Task<ActOutcome> SetDetailsAsync(ActBy by, Guid accountId, AccountDetails details, CancellationToken cancel) =>
        ChangeAsync(by, accountId, endsSessions: false, account =>
        {
            var refusal = (details with { UserName = account.UserName! }).Refusal();
            if (refusal == Refusal.None)
                refusal = details.UnknownCode(account.UnitCode, account.Postings);
            // Also a unit taken: with it goes the head, who holds the codes of its people. And a name, by which people choose whom they trust.
            if (refusal == Refusal.None && !by.MayGive
                && (details.Unit != account.UnitCode || details.Postings.Except(account.Postings).Any() || details.DisplayName.Trim() != account.DisplayName))
                refusal = Refusal.TakesTwo;
            if (refusal != Refusal.None)
                return Task.FromResult(new ActOutcome(refusal));
            if (account.DisplayName != details.DisplayName.Trim())
                Record(account, by, Acts.DisplayNameSet);
            if (account.UnitCode != details.Unit)
                Record(account, by, Acts.UnitSet, details.Unit);
            if (!account.Postings.SequenceEqual(details.Postings))
                Record(account, by, Acts.PostingsSet, string.Join(' ', details.Postings));
            account.DisplayName = details.DisplayName.Trim();
            account.UnitCode = details.Unit;
            account.Postings = [.. details.Postings];
            return Task.FromResult(new ActOutcome(Refusal.None, account.Id));
        }, cancel);

    public Task<ActOutcome> SuspendAsync(ActBy by, Guid accountId, CancellationToken cancel) => ChangeAsync(by, accountId, endsSessions: true, async account =>
    {
        if (account.Status != AccountStatus.Active)
            return new ActOutcome(Refusal.NotActive);
        if (by.Actor is not null && await IsLastAdministratorAsync(account, cancel))
            return new ActOutcome(Refusal.LastAdministrator);
        account.Status = AccountStatus.Suspended;
        Record(account, by, Acts.Suspended);
        return new ActOutcome(Refusal.None, account.Id);
    }, cancel);

    public Task<ActOutcome> ReactivateAsync(ActBy by, Guid accountId, CancellationToken cancel) => ChangeAsync(by, accountId, endsSessions: true, account =>
    {
        var refusal = account.Status != AccountStatus.Suspended ? Refusal.NotSuspended : GivingRefusal(by, account);
        if (refusal != Refusal.None)
            return Task.FromResult(new ActOutcome(refusal));
        account.Status = AccountStatus.Active;
        Record(account, by, Acts.Reactivated);
        return Task.FromResult(new ActOutcome(Refusal.None, account.Id));
    }, cancel);

    public Task<ActOutcome> EndAsync(ActBy by, Guid accountId, CancellationToken cancel) => ChangeAsync(by, accountId, endsSessions: true, async account =>
    {
        if (await IsLastAdministratorAsync(account, cancel))
            return new ActOutcome(Refusal.LastAdministrator);
        // Suspending is done at once; the role of a head is taken by two.
        if (IsHead(account))
            return new ActOutcome(Refusal.StillHead);
        account.Status = AccountStatus.Ended;
        account.PasswordHash = null;
        Forget(account);
        Record(account, by, Acts.Ended);
        return new ActOutcome(Refusal.None, account.Id);
    }, cancel);

    /// <summary>Ends the session of every account at this host: each must sign in again. Done by the machine's operator.</summary>
    public async Task EndEverySessionAsync(CancellationToken cancel)
    {
        await database.Database.ExecuteSqlAsync(
            $"update identity.accounts set security_stamp = gen_random_uuid()::text, concurrency_stamp = gen_random_uuid()::text", cancel);
        await sessions.MarkEveryEndedAsync(cancel);
    }

    /// <summary>Runs alone and in one transaction, which an act that is refused leaves undone; an act within another one joins it.</summary>
    internal async Task<ActOutcome> AloneAsync(Func<Task<ActOutcome>> act, CancellationToken cancel)
    {
        if (database.Database.CurrentTransaction is not null)
            return await act();
        ActOutcome outcome;
        await using (var transaction = await database.Database.BeginTransactionAsync(cancel))
        {
            await database.LockAdministrationAsync(cancel);
            database.ChangeTracker.Clear();
            takeBack.Clear();
            outcome = await act();
            if (!outcome.Done)
                return outcome;
            foreach (var entry in database.ChangeTracker.Entries<Account>().Where(entry => entry.State is EntityState.Modified or EntityState.Added))
                entry.Entity.ConcurrencyStamp = NewStamp();
            await database.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        // After the commit: a refresh that comes between the two is refused by the new stamp.
        foreach (var accountId in takeBack)
            await sessions.TakeBackAsync(accountId, cancel);
        return outcome;
    }

    private Task<ActOutcome> ChangeAsync(ActBy by, Guid accountId, bool endsSessions, Func<Account, Task<ActOutcome>> change, CancellationToken cancel) =>
        AloneAsync(async () =>
        {
            var account = await database.Accounts.SingleOrDefaultAsync(a => a.Id == accountId, cancel);
            if (account is null)
                return new ActOutcome(Refusal.NotFound);
            if (accountId == by.Actor || accountId == by.Confirmer)
                return new ActOutcome(Refusal.OwnAccount);
            if (account.Status == AccountStatus.Ended)
                return new ActOutcome(Refusal.Ended);
            var changed = await change(account);
            if (changed.Done && endsSessions)
            {
                account.SecurityStamp = NewStamp();
                await sessions.MarkAllEndedAsync(accountId, by.Actor, cancel);
                takeBack.Add(accountId);
            }
            return changed;
        }, cancel);

    private async Task<bool> IsLastAdministratorAsync(Account account, CancellationToken cancel) =>
        account.IsActiveAdmin && !await database.Accounts.AnyAsync(
            a => a.Id != account.Id && a.Status == AccountStatus.Active && a.RestrictedSince == null && a.Roles.Contains(Roles.IdentityAdmin), cancel);

    private static bool IsHead(Account account) => account.Roles.Contains(Roles.Supervisor) && account.UnitCode is not null;

    private Refusal RefusalOf(IReadOnlyList<string> roles) =>
        roles.Any(role => !Roles.All.Contains(role)) ? Refusal.UnknownRole
        : IncompatibleRoles.AreAmong(roles, clock.GetUtcNow()) ? Refusal.IncompatibleRoles
        : Refusal.None;

    /// <summary>Nobody is let in, or in again, with roles that nobody holds together.</summary>
    private Refusal GivingRefusal(ActBy by, Account account) =>
        RefusalOf(account.Roles) is var refused and not Refusal.None ? refused : by.MayGive ? Refusal.None : Refusal.TakesTwo;

    private async Task<Guid> InviteAnewAsync(Account account, ActBy by, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await database.Invitations.Where(i => i.AccountId == account.Id && i.UsedAt == null && i.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.ExpiresAt, now), cancel);
        return Invite(account, by);
    }

    private Guid Invite(Account account, ActBy by)
    {
        var invitation = Invitation.For(account.Id, by.Actor, by.Confirmer, clock.GetUtcNow());
        database.Invitations.Add(invitation);
        return invitation.Id;
    }

    private void Record(Account account, ActBy by, string act, string? detail = null) => database.Acts.Add(new AccountAct
    {
        Id = Guid.CreateVersion7(), AccountId = account.Id, ActorId = by.Actor, ConfirmedBy = by.Confirmer, Act = act, Detail = detail,
    });

    private static void Forget(Account account)
    {
        account.TwoFactorEnabled = false;
        account.ProtectedAuthenticatorKey = null;
        account.RecoveryCodeHashes = [];
    }

    private static string NewStamp() => Guid.CreateVersion7().ToString("N") + Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
}
