using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// The framework's store, except that the authenticator secret is kept encrypted and recovery codes only as hashes:
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
        user.RecoveryCodeHashes = [.. recoveryCodes.Select(HashOf)];
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
        var hash = HashOf(code);
        return await Context.Database.ExecuteSqlAsync(
            $"""
             update identity.accounts set recovery_code_hashes = array_remove(recovery_code_hashes, {hash})
             where id = {user.Id} and {hash} = any (recovery_code_hashes)
             """, cancellationToken) == 1;
    }

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

    private static string HashOf(string code)
    {
        var plain = new string([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));
    }
}
