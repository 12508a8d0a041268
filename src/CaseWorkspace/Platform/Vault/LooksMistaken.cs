using System.Text;
using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Platform.Vault;

/// <summary>
/// Content that is almost certainly not what its sender meant, and that would be kept for good: nothing, or a form around a file.
/// It is refused with the way to send what was meant; a person who means it says so (<see cref="ContentClaims.AsIs"/>).
/// </summary>
internal static class LooksMistaken
{
    /// <summary>A form's head lies within as many bytes.</summary>
    private const int Head = 1024;

    /// <summary>No bytes at all.</summary>
    public static Refusal Empty { get; } = new(RefusalKind.Rule, "empty-content", [new Fault("body", "empty-content")]);

    /// <summary>A form around a file.</summary>
    public static Refusal Envelope { get; } = new(RefusalKind.Rule, "content-envelope", [new Fault("body", "content-envelope")]);

    /// <summary>Why the content is refused, by its first bytes; null: it is not.</summary>
    public static Refusal? Refuse(ReadOnlySpan<byte> beginning) =>
        beginning.IsEmpty ? Empty
        : beginning.StartsWith("--"u8) && IsFormHead(Encoding.Latin1.GetString(beginning[..Math.Min(beginning.Length, Head)])) ? Envelope
        : null;

    private static bool IsFormHead(string head) => head.Contains("\nContent-Disposition: form-data", StringComparison.OrdinalIgnoreCase);
}
