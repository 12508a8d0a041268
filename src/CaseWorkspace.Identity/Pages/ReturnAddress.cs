using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Identity.Pages;

/// <summary>Where a page leads when the person turns back.</summary>
public static class ReturnAddress
{
    /// <summary>Where the person uses the second factor before an act that wants it fresh, from where they come back; or is told that there is none.</summary>
    public static string BySecondFactor(Account account, string back)
    {
        ArgumentNullException.ThrowIfNull(account);
        return (account.TwoFactorEnabled ? "/second-factor" : "/second-factor-missing") + QueryString.Create("returnUrl", back);
    }

    /// <summary>The address itself; a client's request is told that the person turned back.</summary>
    public static string Cancelled(string? address) =>
        LocalPath.Of(address) is var back && back.StartsWith("/connect/authorize?", StringComparison.Ordinal) ? back + "&cancelled=true" : back;
}
