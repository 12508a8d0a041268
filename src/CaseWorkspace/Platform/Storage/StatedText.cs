namespace CaseWorkspace.Platform.Storage;

/// <summary>Texts as people state them, in fields that may stay empty.</summary>
public static class StatedText
{
    /// <summary>The text without blanks around it; null where there is nothing else: a field that was left empty states nothing.</summary>
    public static string? OrNothing(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
