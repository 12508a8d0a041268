using CaseWorkspace.Platform.Codes;
using Microsoft.AspNetCore.Http;

namespace CaseWorkspace.Platform.Web;

/// <summary>
/// Why a program's caller looks, as its headers say: <c>Purpose</c>, a code of the list <c>purpose</c>, and, where the code is
/// <c>other</c>, <c>Purpose-Words</c>, percent-encoded UTF-8. Stated once, it holds for the file in the session.
/// </summary>
public static class StatedPurpose
{
    /// <summary>The purpose in words must be no longer than this.</summary>
    public const int LongestWords = 500;

    private const string Other = "other";

    /// <summary>The code, or null when none was stated.</summary>
    public static string? Code(HttpRequest request) => request.Headers["Purpose"].ToString() is { Length: > 0 } code ? code : null;

    /// <summary>The words, or null when there are none.</summary>
    public static string? Words(HttpRequest request) =>
        request.Headers["Purpose-Words"].ToString() is { Length: > 0 } words ? Uri.UnescapeDataString(words).Trim() : null;

    /// <summary>Whether what is stated can be kept: a purpose that a person may choose, with words where the code says too little.</summary>
    public static bool IsSound(string? code, string? words) =>
        code is null ? words is null
        : MayChoose(code) && (words is null ? code is not Other : words.Length is > 0 and <= LongestWords && !words.Any(char.IsControl)
            && !words.Any(char.IsSurrogate));

    /// <summary>Whether a person may choose the purpose: all of the list but the one that breaking the glass states.</summary>
    public static bool MayChoose(string code) => code is not "break-glass" && CodeLists.Has("purpose", code);
}
