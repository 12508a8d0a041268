using Microsoft.AspNetCore.Identity;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>Length over composition, as NIST SP 800-63B has it: no rule forces a digit or a sign.</summary>
public sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int MinimumLength = 12;
    public const int MaximumLength = 128;

    /// <summary>PBKDF2 with SHA-512, as OWASP advises.</summary>
    public const int Iterations = 210_000;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentNullException.ThrowIfNull(user);
        var words = (IdentityErrors)manager.ErrorDescriber;
        if (password!.Length > MaximumLength)
            return Task.FromResult(IdentityResult.Failed(words.PasswordTooLong()));
        return Task.FromResult(password.Contains(user.UserName!, StringComparison.OrdinalIgnoreCase)
            ? IdentityResult.Failed(words.PasswordContainsUserName())
            : IdentityResult.Success);
    }
}
