using Microsoft.AspNetCore.Http.Extensions;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>Addresses to return to: only our own; another that was asked for becomes the desk.</summary>
public static class LocalPath
{
    /// <summary>The path if it is one of this site, else the first page; in the form that a header takes, letters beyond ASCII escaped.</summary>
    public static string Of(string? asked) =>
        asked is ['/', ..] && (asked.Length == 1 || asked[1] is not ('/' or '\\')) && !asked.Any(char.IsControl)
        && Uri.TryCreate(asked, UriKind.Relative, out var local) ? UriHelper.Encode(local) : "/";
}
