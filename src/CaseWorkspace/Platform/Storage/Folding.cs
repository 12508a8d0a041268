using System.Globalization;
using System.Text;

namespace CaseWorkspace.Platform.Storage;

/// <summary>
/// The one form in which texts are compared: for the index, the search and the pickers, in every alphabet. Unicode's compatibility
/// decomposition, without marks and without characters that show nothing, in lower case, digits as 0 to 9.
/// </summary>
/// <remarks>Transliteration from one alphabet to another comes here, behind <see cref="Fold"/>: what is indexed and what is typed pass it alike.</remarks>
public static class Folding
{
    /// <summary>Raised with each change of the form, and of who finds what: rows of an older one are folded anew by <c>migrate</c>.</summary>
    public const short Form = 2;

    // What Unicode does not decompose, but people type either way.
    private static readonly Dictionary<int, string> Letters = new()
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['ø'] = "o", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['ł'] = "l", ['ħ'] = "h", ['ı'] = "i",
        ['ς'] = "σ",
        // Arabic: the letters of other languages' keyboards, and endings written either way; the stretching sign shows no letter.
        ['ة'] = "ه", ['ى'] = "ي", ['ی'] = "ي", ['ک'] = "ك", ['ـ'] = "",
        // Hangul fillers are letters that show nothing.
        [0x115F] = "", [0x1160] = "",
    };

    /// <summary>The text in that form. Folded once more, it stays as it is.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Sound(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            {
                continue;
            }

            var lower = Rune.ToLowerInvariant(rune);
            if (category is UnicodeCategory.DecimalDigitNumber)
            {
                folded.Append(CultureInfo.InvariantCulture, $"{Rune.GetNumericValue(rune):0}");
            }
            else if (Letters.TryGetValue(lower.Value, out var written))
            {
                folded.Append(written);
            }
            else
            {
                folded.Append(lower);
            }
        }

        return folded.ToString();
    }

    /// <summary>The words of a name in that form, divided by blanks.</summary>
    public static string Name(string name) => string.Join(' ', SearchWords.Split(name));

    /// <summary>Of what is typed to find a name: the words that all have to stand in <see cref="Name"/>, in any order; null when nothing is typed.</summary>
    public static string[]? Typed(string? name) =>
        string.IsNullOrWhiteSpace(name) ? null : [.. SearchWords.Split(name).DefaultIfEmpty("-")];

    /// <summary>The condition, in SQL, that a person's name has all of <c>@name</c>, as <see cref="Typed"/> makes it.</summary>
    /// <param name="person">The table in the statement.</param>
    public static string Named(string person) =>
        $"(@name::text[] is null or not exists (select from unnest(@name) word where strpos(coalesce({person}.folded, lower({person}.name)), word) = 0))";

    /// <summary>Halves of a pair, which have no normal form, become the sign for 'not a character' first.</summary>
    private static string Sound(string text)
    {
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            sound.Append(rune);
        }

        return sound.ToString();
    }
}
