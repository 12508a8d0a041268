using System.Globalization;
using System.Resources;

namespace CaseWorkspace.Platform.Web;

/// <summary>
/// Every word that people read, by key, in the language of the current culture. Each feature keeps its own resource
/// file beside its pages; keys are unique over all of them, which a test makes sure of.
/// </summary>
public static class Texts
{
    private static readonly ResourceManager[] Files = [.. typeof(Texts).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".resources", StringComparison.Ordinal))
        .Select(name => new ResourceManager(name[..^".resources".Length], typeof(Texts).Assembly))];

    /// <summary>The words under the key; the key itself when there are none.</summary>
    public static string Get(string key) => Find(key) ?? key;

    /// <summary>The words under the key, with values put in by the current culture.</summary>
    public static string Get(string key, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, Get(key), values);

    /// <summary>The words under the key, or null.</summary>
    public static string? Find(string key) =>
        Files.Select(file => file.GetString(key, CultureInfo.CurrentUICulture)).FirstOrDefault(text => text is not null);

    /// <summary>The words under the key in English, for what programs read.</summary>
    public static string InEnglish(string key) => In(CultureInfo.InvariantCulture, key);

    /// <summary>The words under the key in a language that need not be the reader's; the key itself when there are none.</summary>
    public static string In(CultureInfo language, string key) =>
        Files.Select(file => file.GetString(key, language)).FirstOrDefault(text => text is not null) ?? key;

    /// <summary>A number that was counted so far only: '7', or '99+' where there are more.</summary>
    public static string Count(int count, int most) =>
        Math.Min(count, most).ToString(CultureInfo.CurrentCulture) + (count > most ? "+" : "");

    /// <summary>What stands between the two in every key that begins and ends so, in the order of the words.</summary>
    public static IEnumerable<string> KeysLike(string beginning, string end) =>
        Files.SelectMany(file => file.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
                .Cast<System.Collections.DictionaryEntry>())
            .Select(entry => (string)entry.Key)
            .Where(key => key.Length > beginning.Length + end.Length
                && key.StartsWith(beginning, StringComparison.Ordinal) && key.EndsWith(end, StringComparison.Ordinal))
            .Select(key => key[beginning.Length..^end.Length])
            .Order(StringComparer.Ordinal);
}
