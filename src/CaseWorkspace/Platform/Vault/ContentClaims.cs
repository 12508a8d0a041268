namespace CaseWorkspace.Platform.Vault;

/// <summary>What a sender says of the content it sends.</summary>
/// <param name="MediaType">Claimed; kept, never believed.</param>
/// <param name="FileName">Text; never a path.</param>
/// <param name="Sha256">The hash that the content must have; null when the sender names none.</param>
/// <param name="AsIs">Whether the sender means what looks like a mistake: no bytes at all, or a form around a file.</param>
/// <param name="Length">How many bytes will come; null when the sender does not say.</param>
public sealed record ContentClaims(string MediaType, string? FileName, byte[]? Sha256, bool AsIs = false, long? Length = null)
{
    /// <summary>How long the sender's media type and file name may be.</summary>
    public const int LongestName = 255;
}
