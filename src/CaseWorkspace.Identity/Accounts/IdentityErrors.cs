using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>The framework's refusals in the reader's language.</summary>
public sealed class IdentityErrors(IStringLocalizer<Words> words) : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Of(nameof(DefaultError));
    public override IdentityError ConcurrencyFailure() => Of(nameof(ConcurrencyFailure));
    public override IdentityError PasswordMismatch() => Of(nameof(PasswordMismatch));
    public override IdentityError InvalidToken() => Of(nameof(InvalidToken));
    public override IdentityError RecoveryCodeRedemptionFailed() => Of(nameof(RecoveryCodeRedemptionFailed));
    public override IdentityError InvalidUserName(string? userName) => Of(nameof(InvalidUserName));
    public override IdentityError DuplicateUserName(string userName) => Of(nameof(DuplicateUserName));
    public override IdentityError UserAlreadyHasPassword() => Of(nameof(UserAlreadyHasPassword));
    public override IdentityError UserLockoutNotEnabled() => Of(nameof(DefaultError));
    public override IdentityError PasswordTooShort(int length) => Of(nameof(PasswordTooShort), length);

    public IdentityError HandoverCodeWrong() => Of(nameof(HandoverCodeWrong));
    public IdentityError PasswordTooLong() => Of(nameof(PasswordTooLong), PasswordRules.MaximumLength);
    public IdentityError PasswordUnreadable() => Of(nameof(PasswordUnreadable));
    public IdentityError PasswordTooCommon() => Of(nameof(PasswordTooCommon));
    public IdentityError PasswordOfContext() => Of(nameof(PasswordOfContext));
    public IdentityError PasswordContainsUserName() => Of(nameof(PasswordContainsUserName));

    private IdentityError Of(string code, params object[] values) => new() { Code = code, Description = words["Fault." + code, values] };
}
