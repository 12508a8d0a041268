using System.Globalization;
using System.Text;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using Microsoft.AspNetCore.Http;

namespace CaseWorkspace.Platform.Web;

/// <summary>
/// Why a program's caller looks, as its headers say: <c>Purpose</c>, a code of the list <c>purpose</c>, and, where the code is
/// <c>other</c>, <c>Purpose-Words</c>, in UTF-8, percent-encoded (RFC 3986, 2.1) as far as a header can't hold them otherwise. Stated
/// once, it holds for the file in the session.
/// </summary>
public static class StatedPurpose
{
    /// <summary>The purpose in words must be no longer than this.</summary>
    public const int LongestWords = 500;

    private const string Other = "other";
    private const string CodeField = "Purpose";
    private const string WordsField = "Purpose-Words";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The code, or null when none was stated.</summary>
    public static string? Code(HttpRequest request) => request.Headers[CodeField].ToString() is { Length: > 0 } code ? code : null;

    /// <summary>The words, or null when there are none that can be read.</summary>
    public static string? Words(HttpRequest request) =>
        request.Headers[WordsField].ToString() is { Length: > 0 } words ? Decode(words)?.Trim() : null;

    /// <summary>What is wrong with what the headers state; null: nothing.</summary>
    public static Fault? FaultOf(HttpRequest request) =>
        request.Headers[WordsField].ToString() is { Length: > 0 } words && Decode(words) is null
            ? new Fault(WordsField, "purpose-words-unreadable")
            : FaultOf(Code(request), Words(request));

    /// <summary>
    /// What is wrong with what is stated; null: it can be kept. A purpose is one that a person may choose, with words where the code
    /// says too little.
    /// </summary>
    public static Fault? FaultOf(string? code, string? words) =>
        code is null ? words is null ? null : new Fault(CodeField, "purpose-unknown")
        : !MayChoose(code) ? new Fault(CodeField, "purpose-unknown")
        : !VisibleText.IsVisible(words) ? code is Other || words is not null ? new Fault(WordsField, "purpose-words-needed") : null
        : words.Length > LongestWords ? new Fault(WordsField, "purpose-words-too-long")
        : words.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar || Rune.IsControl(rune)) ? new Fault(WordsField, "purpose-words-unreadable")
        : null;

    /// <summary>Whether the purpose may be chosen by a person: all of the list but the one that taking emergency access states.</summary>
    public static bool MayChoose(string code) => code is not "break-glass" && CodeLists.Has("purpose", code);

    /// <summary>The text; null where the encoding is broken: what was meant is not guessed.</summary>
    private static string? Decode(string field)
    {
        var bytes = new List<byte>(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] != '%')
            {
                var run = i;
                while (run < field.Length && field[run] != '%')
                {
                    run++;
                }

                bytes.AddRange(Encoding.UTF8.GetBytes(field[i..run]));
                i = run - 1;
            }
            else if (i + 2 < field.Length && byte.TryParse(field.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var one))
            {
                bytes.Add(one);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
