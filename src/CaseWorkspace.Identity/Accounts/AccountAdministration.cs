using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>Why an act of administration was refused; the wording is in Resources under <c>Refusal.…</c>.</summary>
public enum Refusal { None, NotFound, OwnAccount, LastAdministrator, Ended, NotActive, NotSuspended, UserNameTaken, UserNameInvalid, UnknownRole, IncompatibleRoles, InvalidPosting, InvalidUnit, InvalidDisplayName }

/// <summary>The outcome of an act: a refusal, or done, with the secret of a new invitation where there is one.</summary>
public readonly record struct ActOutcome(Refusal Refusal, Guid AccountId = default, string? InvitationSecret = null)
{
    public bool Done => Refusal == Refusal.None;
}

/// <summary>
/// What an identity administrator does to the accounts of others. Every act runs alone (an advisory lock), is recorded
/// in the same transaction, and where it ends sessions marks them ended, changes the security stamp and then takes back what was handed out.
/// </summary>
public sealed class AccountAdministration(AccountsDatabase database, ILookupNormalizer normalizer, Sessions sessions, TimeProvider clock)
{
    public Task<ActOutcome> InviteAsync(Guid? actorId, AccountDetails details, IReadOnlyList<string> roles, CancellationToken cancel) =>
        AloneAsync(async () =>
        {
            var userName = details.UserName.Trim();
            var refusal = details.Refusal() is var faulty and not Refusal.None ? faulty
                : details.UnknownCode(null, []) is var unknown and not Refusal.None ? unknown
                : RefusalOf(roles) is var refused and not Refusal.None ? refused
                : await database.Accounts.AnyAsync(a => a.NormalizedUserName == normalizer.NormalizeName(userName), cancel) ? Refusal.UserNameTaken
                : Refusal.None;
            if (refusal != Refusal.None)
                return new ActOutcome(refusal);
            var account = new Account
            {
                Id = Guid.CreateVersion7(),
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
            var secret = Invite(account);
            Record(account, actorId, Acts.Invited);
            foreach (var role in roles)
                Record(account, actorId, Acts.RoleGiven, role);
            if (account.UnitCode is not null)
                Record(account, actorId, Acts.UnitSet, account.UnitCode);
            if (account.Postings.Count > 0)
                Record(account, actorId, Acts.PostingsSet, string.Join(' ', account.Postings));
            return new ActOutcome(Refusal.None, account.Id, secret);
        }, cancel);

    /// <summary>A new link for an account that has not accepted yet, or whose password is to be reset: the old one then ends at once.</summary>
    public Task<ActOutcome> InviteAgainAsync(Guid? actorId, Guid accountId, CancellationToken cancel) =>
        ChangeAsync(actorId, accountId, endsSessions: true, async account =>
        {
            if (account.Status == AccountStatus.Suspended)
                return new ActOutcome(Refusal.NotActive);
            var now = clock.GetUtcNow();
            await database.Invitations.Where(i => i.AccountId == accountId && i.UsedAt == null && i.ExpiresAt > now)
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.ExpiresAt, now), cancel);
            Record(account, actorId, account.Status == AccountStatus.Invited ? Acts.InvitationRenewed : Acts.PasswordReset);
            account.PasswordHash = null;
            return new ActOutcome(Refusal.None, account.Id, Invite(account));
        }, cancel);

    /// <summary>Tokens that name other roles than these stand no longer; the session goes on with the new ones, unless none is left.</summary>
    public Task<ActOutcome> SetRolesAsync(Guid actorId, Guid accountId, IReadOnlyList<string> roles, CancellationToken cancel) =>
        ChangeAsync(actorId, accountId, endsSessions: roles.Count == 0, async account =>
        {
            if (RefusalOf(roles) is var refused and not Refusal.None)
                return new ActOutcome(refused);
            if (!roles.Contains(Roles.IdentityAdmin) && await IsLastAdministratorAsync(account, cancel))
                return new ActOutcome(Refusal.LastAdministrator);
            foreach (var role in roles.Except(account.Roles))
                Record(account, actorId, Acts.RoleGiven, role);
            foreach (var role in account.Roles.Except(roles))
                Record(account, actorId, Acts.RoleTaken, role);
            account.Roles = [.. Roles.All.Where(roles.Contains)];
            return new ActOutcome(Refusal.None, account.Id);
        }, cancel);

    /// <summary>Tokens that name another unit or other postings stand no longer; the session goes on with the new ones.</summary>
    public Task<ActOutcome> SetDetailsAsync(Guid actorId, Guid accountId, AccountDetails details, CancellationToken cancel) =>
        ChangeAsync(actorId, accountId, endsSessions: false, account =>
        {
            var refusal = (details with { UserName = account.UserName! }).Refusal();
            if (refusal == Refusal.None)
                refusal = details.UnknownCode(account.UnitCode, account.Postings);
            if (refusal != Refusal.None)
                return Task.FromResult(new ActOutcome(refusal));
            if (account.DisplayName != details.DisplayName.Trim())
                Record(account, actorId, Acts.DisplayNameSet);
            if (account.UnitCode != details.Unit)
                Record(account, actorId, Acts.UnitSet, details.Unit);
            if (!account.Postings.SequenceEqual(details.Postings))
                Record(account, actorId, Acts.PostingsSet, string.Join(' ', details.Postings));
            account.DisplayName = details.DisplayName.Trim();
            account.UnitCode = details.Unit;
            account.Postings = [.. details.Postings];
            return Task.FromResult(new ActOutcome(Refusal.None, account.Id));
        }, cancel);

    /// <param name="actorId">Who acts; null: the machine's operator, who may make an administrator anew.</param>
    /// <param name="accountId">Whose account.</param>
    /// <param name="cancel">Ends the attempt.</param>
    public Task<ActOutcome> SuspendAsync(Guid? actorId, Guid accountId, CancellationToken cancel) =>
        ChangeAsync(actorId, accountId, endsSessions: true, async account =>
        {
            if (account.Status != AccountStatus.Active)
                return new ActOutcome(Refusal.NotActive);
            if (actorId is not null && await IsLastAdministratorAsync(account, cancel))
                return new ActOutcome(Refusal.LastAdministrator);
            account.Status = AccountStatus.Suspended;
            Record(account, actorId, Acts.Suspended);
            return new ActOutcome(Refusal.None, account.Id);
        }, cancel);

    public Task<ActOutcome> ReactivateAsync(Guid actorId, Guid accountId, CancellationToken cancel) =>
        ChangeAsync(actorId, accountId, endsSessions: true, account =>
        {
            if (account.Status != AccountStatus.Suspended)
                return Task.FromResult(new ActOutcome(Refusal.NotSuspended));
            account.Status = AccountStatus.Active;
            account.AccessFailedCount = 0;
            account.LockoutEnd = null;
            Record(account, actorId, Acts.Reactivated);
            return Task.FromResult(new ActOutcome(Refusal.None, account.Id));
        }, cancel);

    public Task<ActOutcome> EndAsync(Guid actorId, Guid accountId, CancellationToken cancel) =>
        ChangeAsync(actorId, accountId, endsSessions: true, async account =>
        {
            if (await IsLastAdministratorAsync(account, cancel))
                return new ActOutcome(Refusal.LastAdministrator);
            account.Status = AccountStatus.Ended;
            account.PasswordHash = null;
            Forget(account);
            Record(account, actorId, Acts.Ended);
            return new ActOutcome(Refusal.None, account.Id);
        }, cancel);

    public Task<ActOutcome> ResetSecondFactorAsync(Guid actorId, Guid accountId, CancellationToken cancel) =>
        ChangeAsync(actorId, accountId, endsSessions: true, account =>
        {
            Forget(account);
            Record(account, actorId, Acts.SecondFactorReset);
            return Task.FromResult(new ActOutcome(Refusal.None, account.Id));
        }, cancel);

    /// <summary>Ends the session of every account at this host: each must sign in again. Done by the machine's operator.</summary>
    public async Task EndEverySessionAsync(CancellationToken cancel)
    {
        await database.Database.ExecuteSqlAsync(
            $"update identity.accounts set security_stamp = gen_random_uuid()::text, concurrency_stamp = gen_random_uuid()::text", cancel);
        await sessions.MarkEveryEndedAsync(cancel);
    }

    private async Task<ActOutcome> ChangeAsync(
        Guid? actorId, Guid accountId, bool endsSessions, Func<Account, Task<ActOutcome>> change, CancellationToken cancel)
    {
        var outcome = await AloneAsync(async () =>
        {
            var account = await database.Accounts.SingleOrDefaultAsync(a => a.Id == accountId, cancel);
            if (account is null)
                return new ActOutcome(Refusal.NotFound);
            if (accountId == actorId)
                return new ActOutcome(Refusal.OwnAccount);
            if (account.Status == AccountStatus.Ended)
                return new ActOutcome(Refusal.Ended);
            var changed = await change(account);
            if (changed.Done && endsSessions)
            {
                account.SecurityStamp = NewStamp();
                await sessions.MarkAllEndedAsync(accountId, actorId, cancel);
            }
            return changed;
        }, cancel);
        // After the commit: a refresh that comes between the two is refused by the new stamp.
        if (outcome.Done && endsSessions)
            await sessions.TakeBackAsync(accountId, cancel);
        return outcome;
    }

    private async Task<ActOutcome> AloneAsync(Func<Task<ActOutcome>> act, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await database.LockAdministrationAsync(cancel);
        database.ChangeTracker.Clear();
        var outcome = await act();
        if (!outcome.Done)
            return outcome;
        foreach (var entry in database.ChangeTracker.Entries<Account>().Where(entry => entry.State is EntityState.Modified or EntityState.Added))
            entry.Entity.ConcurrencyStamp = NewStamp();
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return outcome;
    }

    private async Task<bool> IsLastAdministratorAsync(Account account, CancellationToken cancel) =>
        account.IsActiveAdmin && !await database.Accounts.AnyAsync(
            a => a.Id != account.Id && a.Status == AccountStatus.Active && a.Roles.Contains(Roles.IdentityAdmin), cancel);

    private Refusal RefusalOf(IReadOnlyList<string> roles) =>
        roles.Any(role => !Roles.All.Contains(role)) ? Refusal.UnknownRole
        : IncompatibleRoles.AreAmong(roles, clock.GetUtcNow()) ? Refusal.IncompatibleRoles
        : Refusal.None;

    private string Invite(Account account)
    {
        var (invitation, secret) = Invitation.For(account.Id, clock.GetUtcNow());
        database.Invitations.Add(invitation);
        return secret;
    }

    private void Record(Account account, Guid? actorId, string act, string? detail = null) =>
        database.Acts.Add(new AccountAct { Id = Guid.CreateVersion7(), AccountId = account.Id, ActorId = actorId, Act = act, Detail = detail, At = clock.GetUtcNow() });

    private static void Forget(Account account)
    {
        account.TwoFactorEnabled = false;
        account.ProtectedAuthenticatorKey = null;
        account.RecoveryCodeHashes = [];
    }

    private static string NewStamp() => Guid.CreateVersion7().ToString("N") + Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
}
