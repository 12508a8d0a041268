namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>Addresses to return to: only our own, whatever was asked for.</summary>
public static class LocalPath
{
    /// <summary>The path if it is one of this site, else the first page.</summary>
    public static string Of(string? asked) =>
        asked is ['/', ..] && (asked.Length == 1 || asked[1] is not ('/' or '\\')) && !asked.Any(char.IsControl) ? asked : "/";
}
