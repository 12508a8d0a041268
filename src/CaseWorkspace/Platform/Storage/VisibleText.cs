using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CaseWorkspace.Platform.Storage;

/// <summary>
/// What of a text a reader sees. One rule for all texts that people enter: what holds no visible character is empty. Identity compiles
/// this file into itself.
/// </summary>
public static class VisibleText
{
    /// <summary>Whether a reader sees anything of the text.</summary>
    public static bool IsVisible([NotNullWhen(true)] string? text) => text is not null && text.EnumerateRunes().Any(IsVisible);

    /// <summary>
    /// Whether the text holds characters that show nothing themselves and change how the text around them reads: marks that turn its
    /// direction, break its line, or hide in it. A name must not hold them: it stands beside other text everywhere. The two joiners,
    /// which some scripts are spelled with, are no such characters.
    /// </summary>
    public static bool HasHiddenMarks(string text) => text.EnumerateRunes().Any(IsHiddenMark);

    /// <summary>The text with each hidden mark written out, such as <c>[U+202E]</c>, in its place.</summary>
    public static string WithMarksShown(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            shown.Append(IsHiddenMark(rune) ? string.Create(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]") : rune.ToString());
        }

        return shown.ToString();
    }

    private static bool IsVisible(Rune rune) => !IsBlank(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        // A mark without a letter under it.
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);

    /// <summary>Letters and symbols that are drawn as nothing: the fillers of Hangul, the empty Braille cell, and what Unicode sets aside for more of their kind.</summary>
    private static bool IsBlank(Rune rune) =>
        rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x2065 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);

    private static bool IsHiddenMark(Rune rune) => rune.Value is not (0x200C or 0x200D)
        && (IsBlank(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
