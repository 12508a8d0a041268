using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// The framework's store, except that the authenticator secret is kept encrypted and recovery codes only as slow, salted hashes; passkeys are read from a table of ours:
/// the person who reads the table, or a backup of it, can make no second factor from it.
/// </summary>
public sealed class AccountStore(AccountsDatabase database, IDataProtectionProvider protection, IdentityErrorDescriber describer)
    : UserOnlyStore<Account, AccountsDatabase, Guid>(database, describer)
{
    private readonly IDataProtector protector = protection.CreateProtector("authenticator-key");

    public override Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        user.ProtectedAuthenticatorKey = protector.Protect(key);
        return Task.CompletedTask;
    }

    public override Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Task.FromResult(user.ProtectedAuthenticatorKey is { } key ? protector.Unprotect(key) : null);
    }

    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        user.RecoveryCodeHashes = [.. recoveryCodes.Select(code => RecoveryCodes.Kept(user, code))];
        return Task.CompletedTask;
    }

    public override Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Task.FromResult(user.RecoveryCodeHashes.Count);
    }

    /// <summary>Spends the code by one statement, whose row count decides between simultaneous uses.</summary>
    public override async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        return RecoveryCodes.EntryOf(user, code) is { } entry && await Context.Database.ExecuteSqlAsync(
            $"""
             update identity.accounts set recovery_code_hashes = array_remove(recovery_code_hashes, {entry})
             where id = {user.Id} and {entry} = any (recovery_code_hashes)
             """, cancellationToken) == 1;
    }

    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        return [.. (await Context.Passkeys.AsNoTracking().Where(key => key.AccountId == user.Id).ToListAsync(cancellationToken)).Select(key => key.ToInfo())];
    }

    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        return (await Context.Passkeys.AsNoTracking().SingleOrDefaultAsync(key => key.AccountId == user.Id && key.CredentialId == credentialId, cancellationToken))?.ToInfo();
    }

    public override Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Context.Accounts.SingleOrDefaultAsync(a => Context.Passkeys.Any(key => key.AccountId == a.Id && key.CredentialId == credentialId), cancellationToken);

    /// <summary>
    /// Writes what was changed and nothing else: the framework's store writes every column, and would put back
    /// a failure count or a spent code that another statement has moved on.
    /// </summary>
    public override async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        user.ConcurrencyStamp = Guid.CreateVersion7().ToString("N");
        try
        {
            await SaveChanges(cancellationToken);
            return IdentityResult.Success;
        }
        catch (DbUpdateConcurrencyException)
        {
            return IdentityResult.Failed(ErrorDescriber.ConcurrencyFailure());
        }
    }
}
