using System.Text;
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
            : !IsText(password) ? IdentityResult.Failed(words.PasswordUnreadable())
            : password.EnumerateRunes().Count() < MinimumLength ? IdentityResult.Failed(words.PasswordTooShort(MinimumLength))
            : password.Contains(user.UserName!, StringComparison.OrdinalIgnoreCase) ? IdentityResult.Failed(words.PasswordContainsUserName())
            : CommonPasswords.RestsOn(password, Known(user)) ? IdentityResult.Failed(words.PasswordOfContext())
            : CommonPasswords.Holds(password) ? IdentityResult.Failed(words.PasswordTooCommon())
            : IdentityResult.Success);
    }

    /// <summary>Whether each character is one: what is none has no normal form, and may not come the same way twice.</summary>
    private static bool IsText(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormKC).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static IEnumerable<string?> Known(Account user) =>
        [Product, user.DisplayName, user.UserName, user.UnitCode,
            .. CodeLists.Of("unit").Where(unit => unit.Code == user.UnitCode).SelectMany(unit => new[] { unit.En, unit.Ka })];
}
