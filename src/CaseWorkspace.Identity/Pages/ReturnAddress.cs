using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Identity.Pages;

/// <summary>Where a page leads when the person turns back.</summary>
public static class ReturnAddress
{
    /// <summary>The address itself; a client's request is told that the person turned back.</summary>
    public static string Cancelled(string? address) =>
        LocalPath.Of(address) is var back && back.StartsWith("/connect/authorize?", StringComparison.Ordinal) ? back + "&cancelled=true" : back;
}
