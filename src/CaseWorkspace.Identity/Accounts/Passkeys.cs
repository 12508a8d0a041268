using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>What the page's script asks the browser, and the challenge of it, encrypted for its one purpose, which comes back with the answer.</summary>
public sealed record PasskeyQuestion(string Options, string State);

/// <summary>
/// Passkeys (WebAuthn): set up and used. The framework checks what the device answers; here a challenge is bound to what it was made for, and
/// serves once: one insert spends it, whose row count decides, on any node.
/// </summary>
public sealed class Passkeys(AccountsDatabase database, IPasskeyHandler<Account> handler, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>For how long a page with a challenge may stand open.</summary>
    private static readonly TimeSpan ChallengeLives = TimeSpan.FromMinutes(15);

    /// <summary>The passkeys of an account with a second factor, the newest first. One whose factor was taken has none that serves.</summary>
    public Task<List<Passkey>> OfAsync(Account account, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.TwoFactorEnabled
            ? database.Passkeys.AsNoTracking().Where(key => key.AccountId == account.Id).OrderByDescending(key => key.CreatedAt).ToListAsync(cancel)
            : Task.FromResult<List<Passkey>>([]);
    }

    /// <summary>The question by which a new one is made.</summary>
    public async Task<PasskeyQuestion> NewAsync(HttpContext context, Account account, string purpose)
    {
        ArgumentNullException.ThrowIfNull(account);
        var made = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.UserName!, DisplayName = account.DisplayName }, context);
        return new PasskeyQuestion(made.CreationOptionsJson, Seal(purpose, account.Id, made.AttestationState));
    }

    /// <summary>The new one; null when the answer is not to this question, or not as it must be.</summary>
    public async Task<UserPasskeyInfo?> MadeAsync(HttpContext context, Account account, string purpose, string? answer, string? state)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(account);
        if (answer is null || Open(purpose, account.Id, state) is not { } opened || !await SpendAsync(opened, context.RequestAborted))
            return null;
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = answer, AttestationState = opened });
        return result is { Succeeded: true, Passkey: { IsUserVerified: true } passkey } && result.UserEntity?.Id == account.Id.ToString() ? passkey : null;
    }

    /// <summary>The question by which one is used: any of this account, or, before anybody has said who they are, any at all.</summary>
    public async Task<PasskeyQuestion> UseAsync(HttpContext context, Account? account)
    {
        var made = await handler.MakeRequestOptionsAsync(account, context);
        return new PasskeyQuestion(made.RequestOptionsJson, Seal("use", account?.Id, made.AssertionState!));
    }

    /// <summary>The account whose passkey answered; null when the answer is not to this question, or not as it must be.</summary>
    public async Task<Account?> UsedAsync(HttpContext context, Account? account, string? answer, string? state)
    {
        ArgumentNullException.ThrowIfNull(context);
        var cancel = context.RequestAborted;
        if (answer is null || Open("use", account?.Id, state) is not { } opened || !await SpendAsync(opened, cancel))
            return null;
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = answer, AssertionState = opened });
        if (result is not { Succeeded: true, User: { TwoFactorEnabled: true } holder, Passkey: { } used } || (account is not null && account.Id != holder.Id))
            return null;
        // The count is compared once more as it is written: of two answers at once with one count, one is a copy's.
        var (now, count) = (clock.GetUtcNow(), (long)used.SignCount);
        return await database.Passkeys
            .Where(key => key.AccountId == holder.Id && key.CredentialId == used.CredentialId && (key.SignCount < count || (key.SignCount == 0 && count == 0)))
            .ExecuteUpdateAsync(set => set
                .SetProperty(key => key.SignCount, count)
                .SetProperty(key => key.IsBackedUp, used.IsBackedUp)
                .SetProperty(key => key.LastUsedAt, now), cancel) == 1 ? holder : null;
    }

    /// <summary>Removes one; false when there is no such one, or it is the last second factor of the account.</summary>
    public async Task<bool> RemoveAsync(Account account, byte[] credentialId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        // One at a time, or of the last two each would leave the other.
        await database.Database.ExecuteSqlAsync($"select from identity.accounts where id = {account.Id} for update", cancel);
        var removed = await database.Passkeys.Where(key => key.AccountId == account.Id && key.CredentialId == credentialId
                && (database.Accounts.Any(a => a.Id == account.Id && a.ProtectedAuthenticatorKey != null)
                    || database.Passkeys.Any(other => other.AccountId == account.Id && other.CredentialId != credentialId)))
            .ExecuteDeleteAsync(cancel);
        if (removed != 1)
            return false;
        Record(account.Id, Acts.PasskeyRemoved);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Adds one to an account that has a second factor.</summary>
    public async Task<bool> AddAsync(Account account, UserPasskeyInfo made, string device, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(made);
        if (await database.Passkeys.AnyAsync(key => key.CredentialId == made.CredentialId, cancel))
            return false;
        database.Passkeys.Add(Passkey.Of(account.Id, made, device, clock.GetUtcNow()));
        Record(account.Id, Acts.PasskeyAdded);
        await database.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Whether this call, and no other, answers the challenge. Those that have run out are forgotten.</summary>
    private async Task<bool> SpendAsync(string state, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var outdated = now - 2 * ChallengeLives;
        await database.SpentChallenges.Where(one => one.SpentAt < outdated).ExecuteDeleteAsync(cancel);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));
        return await database.Database.ExecuteSqlAsync(
            $"insert into identity.spent_challenges (hash, spent_at) values ({hash}, {now}) on conflict (hash) do nothing", cancel) == 1;
    }

    private string Seal(string purpose, Guid? account, string? state) => Protector(purpose, account).Protect(state!, ChallengeLives);

    private string? Open(string purpose, Guid? account, string? sealedState)
    {
        try
        {
            return sealedState is null ? null : Protector(purpose, account).Unprotect(sealedState);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector Protector(string purpose, Guid? account) =>
        protection.CreateProtector("passkey", purpose, account?.ToString() ?? "anybody").ToTimeLimitedDataProtector();

    private void Record(Guid account, string act) =>
        database.Acts.Add(new AccountAct { Id = Guid.CreateVersion7(), AccountId = account, ActorId = account, Act = act });
}
