using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>What people do to their own account: accept an invitation, change the password, set up the second factor.</summary>
public sealed class OwnAccount(AccountsDatabase database, UserManager<Account> accounts, AccountStore store, Sessions sessions, TimeProvider clock)
{
    public async Task<Account?> InvitedAsync(string secret, CancellationToken cancel)
    {
        var hash = Invitation.HashOf(secret);
        var now = clock.GetUtcNow();
        return await (from invitation in database.Invitations
                      join account in database.Accounts on invitation.AccountId equals account.Id
                      where invitation.SecretHash == hash && invitation.UsedAt == null && invitation.ExpiresAt > now
                          && (account.Status == AccountStatus.Invited || account.Status == AccountStatus.Active)
                      select account).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Sets the password once; a second use of the same link, even at the same moment, finds it used.</summary>
    public async Task<IdentityResult> AcceptAsync(string secret, string password, CancellationToken cancel)
    {
        if (await InvitedAsync(secret, cancel) is not { } account)
            return IdentityResult.Failed(accounts.ErrorDescriber.InvalidToken());
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var hash = Invitation.HashOf(secret);
        var now = clock.GetUtcNow();
        var used = await database.Invitations.Where(i => i.SecretHash == hash && i.UsedAt == null && i.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.UsedAt, now), cancel);
        if (used != 1)
            return IdentityResult.Failed(accounts.ErrorDescriber.InvalidToken());
        account.Status = AccountStatus.Active;
        account.PasswordHash = null;
        account.AccessFailedCount = 0;
        account.LockoutEnd = null;
        Record(account, Acts.InvitationAccepted);
        var result = await accounts.AddPasswordAsync(account, password);
        if (result.Succeeded)
            await transaction.CommitAsync(cancel);
        return result;
    }

    /// <summary>Ends all other sessions, and what was handed out in every one.</summary>
    public async Task<IdentityResult> ChangePasswordAsync(Account account, Guid session, string current, string password, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        Record(account, Acts.PasswordChanged);
        var result = await accounts.ChangePasswordAsync(account, current, password);
        if (result.Succeeded)
            await EndOthersAsync(account, session, cancel);
        return result;
    }

    /// <summary>Enrols the authenticator app that gave the code; answers the recovery codes, which are shown this once.</summary>
    public async Task<IReadOnlyList<string>?> EnrolAsync(Account account, Guid session, string key, string code, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.TwoFactorEnabled || TimedCode.StepOf(key, code, clock.GetUtcNow()) is not { } step)
            return null;
        account.LastTotpStep = step;
        account.TwoFactorEnabled = true;
        await store.SetAuthenticatorKeyAsync(account, key, cancel);
        Record(account, Acts.SecondFactorSet);
        // Of two enrolments at once, one meets the account as it was: the other's factor stands.
        if (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 10) is not { } codes
            || !(await accounts.UpdateSecurityStampAsync(account)).Succeeded)
        {
            return null;
        }
        await EndOthersAsync(account, session, cancel);
        return [.. codes];
    }

    /// <summary>New recovery codes; none where the account was changed elsewhere meanwhile.</summary>
    public async Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        Record(account, Acts.RecoveryCodesRenewed);
        return await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 10) is { } codes ? [.. codes] : null;
    }

    private async Task EndOthersAsync(Account account, Guid session, CancellationToken cancel)
    {
        await sessions.EndOthersAsync(account.Id, session, SessionEnds.CredentialsChanged, cancel);
        await sessions.TakeBackAsync(account.Id, cancel);
    }

    private void Record(Account account, string act) =>
        database.Acts.Add(new AccountAct { Id = Guid.CreateVersion7(), AccountId = account.Id, ActorId = account.Id, Act = act, At = clock.GetUtcNow() });
}
