using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

public enum SignInAnswer
{
    /// <summary>Unknown user, wrong password, locked, suspended, not yet accepted: from outside all the same.</summary>
    Refused,

    /// <summary>More passwords are sent than the processors hash, or codes than are counted one after the other: nothing was looked at or counted.</summary>
    Busy,
    NoRole,

    /// <summary>Password or second factor were reset, and the head has not met the person yet.</summary>
    Restricted,
    SecondFactorNeeded,

    /// <summary>A role of the account wants a second factor, and it has none: only a new invitation gives one.</summary>
    SecondFactorMissing,
    Welcome,
}

/// <summary>
/// Password and second factor. What is right is refused all the same while the counters of where it comes from have to wait (<see cref="Attempts"/>); a
/// passkey never is.
/// </summary>
public sealed class SignIn(
    AccountsDatabase database, AccountStore store, UserManager<Account> accounts, IPasswordHasher<Account> hasher, Passkeys passkeys, Attempts attempts,
    PasswordQueues queues, IdentitySettings settings, TimeProvider clock)
{
    private static readonly string NobodysHash = HashNobodyKnows();

    public async Task<(SignInAnswer Answer, Account? Account)> WithPasswordAsync(string userName, string password, AttemptOrigin from, CancellationToken cancel)
    {
        var name = accounts.NormalizeName(userName)!;
        using var turn = await queues.TakeTurnAsync(name, await attempts.IsKnownDeviceAsync(name, from, cancel), cancel);
        if (!turn.IsAcquired)
            return (SignInAnswer.Busy, null);
        var account = await database.Accounts.SingleOrDefaultAsync(a => a.NormalizedUserName == name, cancel);
        var usable = account is { Status: AccountStatus.Active, PasswordHash: not null };
        // The work is the same whether the account exists or not, and whether it has to wait or not, or time would tell.
        var right = hasher.VerifyHashedPassword(account ?? Nobody, usable ? account!.PasswordHash! : NobodysHash, password) != PasswordVerificationResult.Failed;
        if (!await attempts.AcceptAsync(AttemptKind.Password, account, from, right && usable, name))
            return (SignInAnswer.Refused, null);
        if (account!.Roles.Count == 0)
            return (SignInAnswer.NoRole, null);
        if (account.RestrictedSince is not null)
            return (SignInAnswer.Restricted, null);
        if (account.TwoFactorEnabled)
        {
            await attempts.PasswordGivenAsync(account.Id, from);
            return (SignInAnswer.SecondFactorNeeded, account);
        }
        if (settings.NeedsSecondFactor(account.Roles))
            return (SignInAnswer.SecondFactorMissing, null);
        return await CompleteAsync(account, from, cancel) ? (SignInAnswer.Welcome, account) : (SignInAnswer.Refused, null);
    }

    /// <summary>Whether the authenticator app's code completes the sign-in, or renews the factor of the open session.</summary>
    public async Task<SignInAnswer> WithCodeAsync(Account account, string code, AttemptOrigin from, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        using var turn = await TurnForCodeAsync(account, from, cancel);
        if (!turn.IsAcquired)
            return SignInAnswer.Busy;
        var key = await accounts.GetAuthenticatorKeyAsync(account);
        // A code of the demonstration's preset key is not spent: everybody reads it on the page, and one who signs in with two browsers would be kept
        // waiting for nothing.
        var isShown = settings.DemoEnabled && key == DemoAccounts.AuthenticatorKey;
        var step = key is null ? null : TimedCode.StepOf(key, code, clock.GetUtcNow());
        return await attempts.AcceptAsync(AttemptKind.Code, account, from, step is not null && (isShown || account.LastTotpStep < step))
            && (isShown || await SpendAsync(account, step!.Value, cancel)) && await CompleteAsync(account, from, cancel) ? SignInAnswer.Welcome : SignInAnswer.Refused;
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

    public async Task<SignInAnswer> WithRecoveryCodeAsync(Account account, string code, AttemptOrigin from, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        using var turn = await TurnForCodeAsync(account, from, cancel);
        if (!turn.IsAcquired)
            return SignInAnswer.Busy;
        if (!await attempts.AcceptAsync(AttemptKind.RecoveryCode, account, from, RecoveryCodes.EntryOf(account, code) is not null)
            || !await store.RedeemCodeAsync(account, code, cancel))
            return SignInAnswer.Refused;
        database.Acts.Add(new AccountAct { Id = Guid.CreateVersion7(), AccountId = account.Id, ActorId = account.Id, Act = Acts.RecoveryCodeUsed });
        await database.SaveChangesAsync(cancel);
        return await CompleteAsync(account, from, cancel) ? SignInAnswer.Welcome : SignInAnswer.Refused;
    }

    private async Task<RateLimitLease> TurnForCodeAsync(Account account, AttemptOrigin from, CancellationToken cancel) => await queues.TakeTurnForCodeAsync(
        account.Id, from, from.Session is null && await attempts.IsKnownDeviceAsync(account.NormalizedUserName!, from, cancel), cancel);

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

    /// <summary>Each time step's code serves once.</summary>
    private async Task<bool> SpendAsync(Account account, long step, CancellationToken cancel) =>
        await database.Accounts.Where(a => a.Id == account.Id && a.LastTotpStep < step)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastTotpStep, step), cancel) == 1;

    /// <summary>Asks the holder of an open session for the password again; the caller has a turn (<see cref="PasswordQueues.TakeTurnInSessionAsync"/>).</summary>
    public Task<bool> ConfirmPasswordAsync(Account account, string password, AttemptOrigin from)
    {
        ArgumentNullException.ThrowIfNull(account);
        var right = hasher.VerifyHashedPassword(account, account.PasswordHash!, password) != PasswordVerificationResult.Failed;
        return attempts.AcceptAsync(AttemptKind.Password, account, from, right);
    }

    private async Task<bool> CompleteAsync(Account account, AttemptOrigin from, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var active = database.Accounts.Where(a => a.Id == account.Id && a.Status == AccountStatus.Active);
        if (from.Session is null ? await active.ExecuteUpdateAsync(set => set.SetProperty(a => a.LastSignInAt, now), cancel) != 1 : !await active.AnyAsync(cancel))
            return false;
        await attempts.ForgetAsync(account.Id, from, cancel);
        return true;
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
