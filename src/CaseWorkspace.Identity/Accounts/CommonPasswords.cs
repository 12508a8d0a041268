using System.Collections.Frozen;
using System.IO.Compression;
using System.Text;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// What is tried first: common passwords and words, rows of keys, and what people make of them with capitals, digits at the ends, letters
/// written as digits, two of them together, or one again and again. The list ships with the program; nobody is asked over the network.
/// </summary>
public static class CommonPasswords
{
    private const int PiecesAllowed = 2;

    /// <summary>The least number of different characters, of any kind: fewer are a row or a repetition.</summary>
    private const int DifferentNeeded = 6;

    /// <summary>What must be left of a password that holds names which anybody near the account knows.</summary>
    private const int LeftBesideContext = 10;

    private static readonly Lazy<FrozenSet<string>> Words = new(Read);
    private static readonly (char Written, char Meant)[] Substitutes = [('0', 'o'), ('1', 'i'), ('3', 'e'), ('4', 'a'), ('5', 's'), ('7', 't'), ('8', 'b'), ('@', 'a'), ('$', 's'), ('!', 'i')];

    /// <summary>Whether the password is a common one, or made of common ones.</summary>
    public static bool Holds(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        var meant = Meant(password);
        string[] readings = [Plain(password), Plain(meant), Plain(WithoutEnds(password)), Plain(Meant(WithoutEnds(password)))];
        return IsUniform(password) || readings.Any(reading => reading.Length > 0 && (IsRepeated(reading) || IsMadeOf(reading, PiecesAllowed)));
    }

    /// <summary>Whether little is left of the password without the words, such as the holder's name.</summary>
    public static bool RestsOn(string password, IEnumerable<string?> words)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(words);
        var left = Plain(password);
        var whole = left.Length;
        foreach (var word in words.SelectMany(text => (text ?? "").Split([' ', '-', '.', '_'], StringSplitOptions.RemoveEmptyEntries)).Select(Plain).Where(word => word.Length >= 3))
            left = left.Replace(word, "", StringComparison.Ordinal);
        return left.Length < whole && left.Length < LeftBesideContext;
    }

    /// <summary>Small letters and digits of any script; blanks and signs say nothing.</summary>
    private static string Plain(string text) => new([.. text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static string Meant(string text) =>
        new([.. text.Select(letter => Substitutes.FirstOrDefault(one => one.Written == letter) is { Meant: not '\0' } one ? one.Meant : letter)]);

    private static string WithoutEnds(string text)
    {
        var (from, to) = (0, text.Length);
        while (from < to && !char.IsLetter(text[from]))
            from++;
        while (to > from && !char.IsLetter(text[to - 1]))
            to--;
        return text[from..to];
    }

    /// <summary>One piece again and again, the last time perhaps not to its end.</summary>
    private static bool IsRepeated(string text)
    {
        for (var period = 1; period <= text.Length / 2; period++)
        {
            var p = period;
            if (Enumerable.Range(p, text.Length - p).All(i => text[i] == text[i - p]))
                return true;
        }
        return text.Length >= PasswordRules.MinimumLength && IsUniform(text);
    }

    private static bool IsUniform(string text) => text.EnumerateRunes().Distinct().Count() < DifferentNeeded;

    private static bool IsMadeOf(string text, int pieces)
    {
        if (Words.Value.Contains(text))
            return true;
        return pieces > 1 && Enumerable.Range(3, Math.Max(0, text.Length - 5))
            .Any(at => Words.Value.Contains(text[..at]) && IsMadeOf(text[at..], pieces - 1));
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt.gz")!;
        using var unzipped = new GZipStream(stream, CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
