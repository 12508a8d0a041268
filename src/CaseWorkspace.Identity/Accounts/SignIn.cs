using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

public enum SignInAnswer
{
    /// <summary>Unknown user, wrong password, locked, suspended, not yet accepted: from outside all the same.</summary>
    Refused,
    NoRole,

    /// <summary>Password or second factor were reset, and the head has not met the person yet.</summary>
    Restricted,
    SecondFactorNeeded,

    /// <summary>A role of the account wants a second factor, and it has none: only a new invitation gives one.</summary>
    SecondFactorMissing,
    Welcome,
}

/// <summary>
/// Password, second factor and lock-out. Failures are counted in one SQL statement each, so that guesses sent
/// side by side are all counted, and only a whole sign-in clears the count.
/// </summary>
public sealed class SignIn(
    AccountsDatabase database, AccountStore store, UserManager<Account> accounts, IPasswordHasher<Account> hasher, Passkeys passkeys, IdentitySettings settings, TimeProvider clock,
    ILogger<SignIn> log)
{
    public const int FailuresAllowed = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(10);

    private static readonly string NobodysHash = HashNobodyKnows();

    public async Task<(SignInAnswer Answer, Account? Account)> WithPasswordAsync(string userName, string password, CancellationToken cancel)
    {
        var name = accounts.NormalizeName(userName);
        var account = await database.Accounts.SingleOrDefaultAsync(a => a.NormalizedUserName == name, cancel);
        var usable = account is { Status: AccountStatus.Active, PasswordHash: not null };
        // The work is the same whether the account exists or not, or time would tell.
        var right = hasher.VerifyHashedPassword(account ?? Nobody, usable ? account!.PasswordHash! : NobodysHash, password);
        if (right == PasswordVerificationResult.Failed || !usable)
        {
            await CountFailureAsync(usable ? account!.Id : Guid.Empty, cancel, account?.Id);
            return (SignInAnswer.Refused, null);
        }
        if (IsLocked(account!))
            return (SignInAnswer.Refused, null);
        if (account!.Roles.Count == 0)
            return (SignInAnswer.NoRole, null);
        if (account.RestrictedSince is not null)
            return (SignInAnswer.Restricted, null);
        if (account.TwoFactorEnabled)
            return (SignInAnswer.SecondFactorNeeded, account);
        if (settings.NeedsSecondFactor(account.Roles))
            return (SignInAnswer.SecondFactorMissing, null);
        return await CompleteAsync(account, cancel) ? (SignInAnswer.Welcome, account) : (SignInAnswer.Refused, null);
    }

    /// <summary>Whether the authenticator app's code completes the sign-in. Each time step's code serves once.</summary>
    public async Task<bool> WithCodeAsync(Account account, string code, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        return !IsLocked(account) && await AcceptCodeAsync(account, code, cancel) && await CompleteAsync(account, cancel);
    }

    /// <summary>
    /// Whether a passkey completes the sign-in of this account, or is one of anybody's alone, who is then told. Nobody guesses a passkey: it opens the
    /// account also while guesses of passwords have locked it, and clears no count of them.
    /// </summary>
    public async Task<Account?> WithPasskeyAsync(HttpContext context, Account? account, string? answer, string? state)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await passkeys.UsedAsync(context, account, answer, state) is not { MayEnter: true } holder)
            return null;
        var now = clock.GetUtcNow();
        return await database.Accounts.Where(a => a.Id == holder.Id && a.Status == AccountStatus.Active)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastSignInAt, now), context.RequestAborted) == 1 ? holder : null;
    }

    public async Task<bool> WithRecoveryCodeAsync(Account account, string code, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (IsLocked(account))
            return false;
        if (!await store.RedeemCodeAsync(account, code, cancel))
        {
            await CountFailureAsync(account.Id, cancel);
            return false;
        }
        database.Acts.Add(new AccountAct { Id = Guid.CreateVersion7(), AccountId = account.Id, ActorId = account.Id, Act = Acts.RecoveryCodeUsed });
        await database.SaveChangesAsync(cancel);
        return await CompleteAsync(account, cancel);
    }

    /// <summary>
    /// The code that the demonstration shows beside the field: that of the preset key, for an account that has it. Null for every other key, and
    /// wherever there is no demonstration.
    /// </summary>
    public async Task<string?> ShownCodeAsync(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return settings.DemoEnabled && await accounts.GetAuthenticatorKeyAsync(account) == DemoAccounts.AuthenticatorKey
            ? TimedCode.At(DemoAccounts.AuthenticatorKey, clock.GetUtcNow()) : null;
    }

    /// <summary>
    /// Checks a code of the account's enrolled app and spends it. A code of the demonstration's preset key is not spent: everybody reads it on the
    /// page, and one who signs in with two browsers would be kept waiting for nothing.
    /// </summary>
    public async Task<bool> AcceptCodeAsync(Account account, string code, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        var key = await accounts.GetAuthenticatorKeyAsync(account);
        if (key is not null && TimedCode.StepOf(key, code, clock.GetUtcNow()) is { } step)
        {
            if (settings.DemoEnabled && key == DemoAccounts.AuthenticatorKey)
                return true;
            var spent = await database.Accounts.Where(a => a.Id == account.Id && a.LastTotpStep < step)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastTotpStep, step), cancel);
            if (spent == 1)
                return true;
        }
        await CountFailureAsync(account.Id, cancel);
        return false;
    }

    /// <summary>Asks the holder of a session for the password again; counts like a sign-in.</summary>
    public async Task<bool> ConfirmPasswordAsync(Account account, string password, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!IsLocked(account) && hasher.VerifyHashedPassword(account, account.PasswordHash!, password) != PasswordVerificationResult.Failed)
            return true;
        await CountFailureAsync(account.Id, cancel);
        return false;
    }

    private bool IsLocked(Account account) => account.LockoutEnd > clock.GetUtcNow();

    private async Task<bool> CompleteAsync(Account account, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var done = await database.Accounts
            .Where(a => a.Id == account.Id && a.Status == AccountStatus.Active && (a.LockoutEnd == null || a.LockoutEnd <= now))
            .ExecuteUpdateAsync(set => set
                .SetProperty(a => a.AccessFailedCount, 0)
                .SetProperty(a => a.LockoutEnd, (DateTimeOffset?)null)
                .SetProperty(a => a.LastSignInAt, now), cancel);
        return done == 1;
    }

    private async Task CountFailureAsync(Guid accountId, CancellationToken cancel, Guid? known = null)
    {
        known ??= accountId == Guid.Empty ? null : accountId;
        var now = clock.GetUtcNow();
        var until = now + LockedFor;
        var counted = await database.Accounts
            .Where(a => a.Id == accountId && (a.LockoutEnd == null || a.LockoutEnd <= now))
            .ExecuteUpdateAsync(set => set
                .SetProperty(a => a.LockoutEnd, a => a.AccessFailedCount + 1 >= FailuresAllowed ? until : null)
                .SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount + 1 >= FailuresAllowed ? 0 : a.AccessFailedCount + 1), cancel);
        if (counted == 1 && await database.Accounts.AnyAsync(a => a.Id == accountId && a.LockoutEnd == until, cancel))
        {
            log.LogWarning("Account {AccountId} is locked after {Failures} failures", accountId, FailuresAllowed);
            database.Acts.Add(new AccountAct { Id = Guid.CreateVersion7(), AccountId = accountId, Act = Acts.LockedOut });
        }
        // Also for a name that nobody has, without the name: people type passwords there.
        database.Acts.Add(new AccountAct { Id = Guid.CreateVersion7(), AccountId = known, Act = Acts.SignInFailed });
        await database.SaveChangesAsync(cancel);
    }

    private static Account Nobody => new() { DisplayName = "" };

    /// <summary>The shape of a hash as the framework makes it, of no password, so that checking against it takes as long as a real one.</summary>
    private static string HashNobodyKnows()
    {
        var hash = RandomNumberGenerator.GetBytes(13 + 16 + 32);
        ReadOnlySpan<byte> head = [1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 16];
        head.CopyTo(hash);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(hash.AsSpan(5), PasswordRules.Iterations);
        return Convert.ToBase64String(hash);
    }
}
