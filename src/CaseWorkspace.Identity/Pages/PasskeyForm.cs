using CaseWorkspace.Identity.Accounts;

namespace CaseWorkspace.Identity.Pages;

/// <summary>The form whose script asks the browser for a passkey.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="IsNew">A new one is set up; otherwise one is used.</param>
/// <param name="ReturnUrl">Where the person is going.</param>
/// <param name="SignIn">On the page of the second factor: whether it completes a sign-in.</param>
/// <param name="Beginning">On the way of an invitation: what was chosen before.</param>
public sealed record PasskeyForm(PasskeyQuestion Question, bool IsNew = false, string? ReturnUrl = null, bool? SignIn = null, string? Beginning = null);
