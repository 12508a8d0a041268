using CaseWorkspace.Platform.Codes;
using Microsoft.AspNetCore.Identity;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// Length over composition, as NIST SP 800-63B has it: no rule forces a digit or a sign, and no password runs out. Refused are those that
/// are tried first, and those that rest on what anybody near the holder knows.
/// </summary>
public sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int MinimumLength = 15;
    public const int MaximumLength = 128;

    /// <summary>PBKDF2 with SHA-512, as OWASP advises.</summary>
    public const int Iterations = 210_000;

    private const string Product = "CaseWorkspace";

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentNullException.ThrowIfNull(user);
        var words = (IdentityErrors)manager.ErrorDescriber;
        return Task.FromResult(
            password!.Length > MaximumLength ? IdentityResult.Failed(words.PasswordTooLong())
            : password.Contains(user.UserName!, StringComparison.OrdinalIgnoreCase) ? IdentityResult.Failed(words.PasswordContainsUserName())
            : CommonPasswords.RestsOn(password, Known(user)) ? IdentityResult.Failed(words.PasswordOfContext())
            : CommonPasswords.Holds(password) ? IdentityResult.Failed(words.PasswordTooCommon())
            : IdentityResult.Success);
    }

    private static IEnumerable<string?> Known(Account user) =>
        [Product, user.DisplayName, user.UserName, user.UnitCode,
            .. CodeLists.Of("unit").Where(unit => unit.Code == user.UnitCode).SelectMany(unit => new[] { unit.En, unit.Ka })];
}
