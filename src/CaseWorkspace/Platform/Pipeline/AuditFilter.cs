using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// The filters of a list, a search or a read, as the audit journal records them: field by field, as the person stated them. Cursors and
/// page sizes are left out: nobody types them.
/// </summary>
public static class AuditFilter
{
    /// <summary>The words that were searched for.</summary>
    public const string Words = "words";

    /// <summary>The time as of which something was looked at.</summary>
    public const string At = "at";

    /// <summary>The characters of a value that are kept; what is longer ends in three dots.</summary>
    public const int Longest = 300;

    // Readable as it stands: the journal is read in Georgian too, and nothing embeds this in markup.
    private static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON object of what was stated; null when nothing was.</summary>
    /// <param name="fields">Each field with its value; one that is null, empty or false was not stated.</param>
    public static string? Of(params (string Field, object? Value)[] fields)
    {
        var stated = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, value) in fields)
        {
            if (Written(value) is { Length: > 0 } text)
            {
                stated[field] = text;
            }
        }

        return stated.Count > 0 ? Visible(JsonSerializer.Serialize(stated, Form)) : null;
    }

    /// <summary>The fields and their values, in the order in which they were written; empty when nothing was stated.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? kept) =>
        kept is null ? new Dictionary<string, string>(StringComparer.Ordinal) : JsonSerializer.Deserialize<Dictionary<string, string>>(kept)!;

    private static string? Written(object? value) => value switch
    {
        null or false => null,
        true => "true",
        string text => Cut(text.Trim()),
        DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>Marks that turn the direction of text or show nothing are written out: nobody is to read past what was searched for.</summary>
    private static string Visible(string json)
    {
        var text = new StringBuilder(json.Length);
        foreach (var rune in json.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format)
            {
                foreach (var half in rune.ToString())
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)half:X4}");
                }
            }
            else
            {
                text.Append(rune);
            }
        }

        return text.ToString();
    }

    /// <summary>Never in the middle of a pair.</summary>
    private static string Cut(string text) =>
        text.Length <= Longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest), "…");
}
