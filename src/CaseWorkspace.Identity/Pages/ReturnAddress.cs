namespace CaseWorkspace.Identity.Pages;

/// <summary>Where to go afterwards: a path of this host, or home. Never another site.</summary>
public static class ReturnAddress
{
    public static string OrHome(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal)
        && !address.Any(char.IsControl) ? address : "/";

    /// <summary>The same, telling a client's request that the person turned back.</summary>
    public static string Cancelled(string? address) =>
        OrHome(address) is var back && back.StartsWith("/connect/authorize?", StringComparison.Ordinal) ? back + "&cancelled=true" : back;
}
