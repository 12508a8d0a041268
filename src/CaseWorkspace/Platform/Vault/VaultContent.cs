using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace CaseWorkspace.Platform.Vault;

/// <summary>Content that the vault holds, named by what it is.</summary>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Length">In bytes.</param>
public sealed record VaultContent(string Sha256, long Length)
{
    /// <summary>The hash as a field of HTTP (RFC 9530): <c>sha-256=:…:</c>.</summary>
    [JsonIgnore]
    public string Digest => ReprDigest.Write(Convert.FromHexString(Sha256));
}

/// <summary>What is wrong with content that is not what was sealed.</summary>
public enum ContentFault
{
    /// <summary>The vault no longer holds it.</summary>
    Missing,

    /// <summary>The store cannot read it.</summary>
    Unreadable,

    /// <summary>It has become shorter or longer.</summary>
    Length,

    /// <summary>Its bytes differ.</summary>
    Differs,
}

/// <summary>What was found when content was read again from end to end.</summary>
/// <param name="Fault">Null when it is, byte for byte, what was sealed.</param>
/// <param name="FoundSha256">The hash of what was found, where it was read to its end.</param>
/// <param name="FoundLength">The length of what was found.</param>
public sealed record ContentCheck(ContentFault? Fault, string? FoundSha256, long FoundLength)
{
    /// <summary>Whether it is what was sealed.</summary>
    [JsonIgnore]
    public bool Sound => Fault is null;

    /// <summary>Compares what was read to its end with what was sealed.</summary>
    internal static ContentCheck Of(VaultContent sealedContent, IncrementalHash found)
    {
        var hash = Convert.ToHexStringLower(found.GetCurrentHash());
        var same = string.Equals(hash, sealedContent.Sha256, StringComparison.Ordinal);
        return new ContentCheck(same ? null : ContentFault.Differs, hash, sealedContent.Length);
    }
}
