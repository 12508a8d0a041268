using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>The second factor that an invited person sets up: a passkey, or the key of an authenticator app with a code that it gave.</summary>
public sealed record NewFactor(UserPasskeyInfo? Passkey, string Device, string? Key, string? Code)
{
    /// <summary>The time step of a right code.</summary>
    public long? StepAt(DateTimeOffset now) => Key is null ? null : TimedCode.StepOf(Key, Code ?? "", now);
}

/// <summary>What people do to their own account: accept an invitation, and with it set up the second factor; change the password.</summary>
public sealed class OwnAccount(AccountsDatabase database, UserManager<Account> accounts, AccountStore store, Sessions sessions, Handover handover, Attempts attempts, TimeProvider clock)
{
    public async Task<Account?> InvitedAsync(string secret, CancellationToken cancel)
    {
        var hash = Invitation.HashOfSecret(secret);
        var now = clock.GetUtcNow();
        return await (from invitation in database.Invitations
                      join account in database.Accounts on invitation.AccountId equals account.Id
                      where invitation.SecretHash == hash && invitation.UsedAt == null && invitation.ExpiresAt > now && invitation.CodesTried < Invitation.CodeAttempts
                          && (account.Status == AccountStatus.Invited || account.Status == AccountStatus.Active)
                      select account).SingleOrDefaultAsync(cancel);
    }

    /// <summary>What is wrong with the password that the invited person chose; nothing is kept yet.</summary>
    public async Task<IReadOnlyList<IdentityError>> FaultsOfAsync(Account account, string password)
    {
        var faults = new List<IdentityError>();
        foreach (var rule in accounts.PasswordValidators)
            faults.AddRange((await rule.ValidateAsync(accounts, account, password)).Errors);
        return faults;
    }

    /// <summary>
    /// Takes the invitation up, once, by the letter's link and the head's code: a second use, even at the same moment, finds the link used. An
    /// account without a second factor gets it here, and with it its recovery codes, which are shown this once; the browser is then a known device,
    /// which strangers hold up no more. Null: refused.
    /// </summary>
    public async Task<IReadOnlyList<string>?> AcceptAsync(string secret, string code, string passwordHash, NewFactor? factor, SignInDevice device, CancellationToken cancel)
    {
        if (await InvitedAsync(secret, cancel) is not { } account)
            return null;
        if (!account.TwoFactorEnabled && (factor is null || (factor.Passkey is null && factor.StepAt(clock.GetUtcNow()) is null)))
            return null;
        if (!await handover.IsRightCodeAsync(secret, code, cancel))
            return null;
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var hash = Invitation.HashOfSecret(secret);
        var now = clock.GetUtcNow();
        var used = await database.Invitations.Where(i => i.SecretHash == hash && i.UsedAt == null && i.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.UsedAt, now), cancel);
        if (used != 1)
            return null;
        IReadOnlyList<string> recovery = account.TwoFactorEnabled ? [] : await SetFactorAsync(account, factor!, cancel);
        account.Status = AccountStatus.Active;
        account.PasswordHash = passwordHash;
        // Before the counters, as everywhere: who waits for whom goes in one direction.
        if (recovery.Count > 0)
            await sessions.ExchangeMarkAsync(device, cancel);
        await attempts.ForgetAllAsync(account.Id, cancel);
        Record(account, Acts.InvitationAccepted);
        if (!(await accounts.UpdateSecurityStampAsync(account)).Succeeded)
            return null;
        if (recovery.Count > 0)
            await sessions.MakeKnownAsync(account, device, cancel);
        await transaction.CommitAsync(cancel);
        return recovery;
    }

    /// <summary>The language in which the holder reads from now on, also at the next sign-in on another browser.</summary>
    public Task SetLanguageAsync(Guid account, string culture, CancellationToken cancel) =>
        database.Accounts.Where(a => a.Id == account).ExecuteUpdateAsync(set => set.SetProperty(a => a.Language, culture), cancel);

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

    /// <summary>New recovery codes; none where the account was changed elsewhere meanwhile.</summary>
    public async Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(Account account, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        var codes = RecoveryCodes.NewSet();
        await store.ReplaceCodesAsync(account, codes, cancel);
        Record(account, Acts.RecoveryCodesRenewed);
        return (await store.UpdateAsync(account, cancel)).Succeeded ? codes : null;
    }

    private async Task<IReadOnlyList<string>> SetFactorAsync(Account account, NewFactor factor, CancellationToken cancel)
    {
        // Those of before, when the account had a second factor that was taken from it.
        await database.Passkeys.Where(key => key.AccountId == account.Id).ExecuteDeleteAsync(cancel);
        if (factor.Passkey is { } made)
            database.Passkeys.Add(Passkey.Of(account.Id, made, factor.Device, clock.GetUtcNow()));
        else
        {
            account.LastTotpStep = factor.StepAt(clock.GetUtcNow()) ?? 0;
            await store.SetAuthenticatorKeyAsync(account, factor.Key!, cancel);
        }

        var codes = RecoveryCodes.NewSet();
        account.TwoFactorEnabled = true;
        await store.ReplaceCodesAsync(account, codes, cancel);
        Record(account, Acts.SecondFactorSet);
        return codes;
    }

    private async Task EndOthersAsync(Account account, Guid session, CancellationToken cancel)
    {
        await sessions.EndOthersAsync(account.Id, session, SessionEnds.CredentialsChanged, cancel);
        await sessions.TakeBackAsync(account.Id, cancel);
    }

    private void Record(Account account, string act) =>
        database.Acts.Add(new AccountAct { Id = Guid.CreateVersion7(), AccountId = account.Id, ActorId = account.Id, Act = act });
}
