using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>User names as people type and paste them.</summary>
public static partial class UserName
{
    public const string AllowedCharacters = "abcdefghijklmnopqrstuvwxyz0123456789._-";

    /// <summary>Without the blanks around it, also those that are not seen.</summary>
    public static string Clean(string? typed)
    {
        var text = typed ?? "";
        var (from, to) = (0, text.Length);
        while (from < to && IsBlank(text[from]))
            from++;
        while (to > from && IsBlank(text[to - 1]))
            to--;
        return text[from..to];
    }

    /// <summary>Whether an account could have this name, in upper or lower case; says nothing of whether one has it.</summary>
    public static bool IsPossible(string name) => Form().IsMatch(name);

    private static bool IsBlank(char letter) => char.IsWhiteSpace(letter) || char.IsControl(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.Format;

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{1,62}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex Form();
}
