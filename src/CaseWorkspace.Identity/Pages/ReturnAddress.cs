using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Identity.Pages;

/// <summary>Where a page leads when the person turns back.</summary>
public static class ReturnAddress
{
    /// <summary>Where the person uses the second factor, or sets it up, before an act that wants it fresh; from there they come back.</summary>
    public static string BySecondFactor(Account account, string back)
    {
        ArgumentNullException.ThrowIfNull(account);
        return (account.TwoFactorEnabled ? "/second-factor" : "/authenticator") + QueryString.Create("returnUrl", back);
    }

    /// <summary>The address itself; a client's request is told that the person turned back.</summary>
    public static string Cancelled(string? address) =>
        LocalPath.Of(address) is var back && back.StartsWith("/connect/authorize?", StringComparison.Ordinal) ? back + "&cancelled=true" : back;
}
