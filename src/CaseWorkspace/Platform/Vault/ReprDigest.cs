using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Platform.Vault;

/// <summary>
/// The field <c>Repr-Digest</c> (RFC 9530): a dictionary of algorithms and hashes (RFC 9651, 3.2).
/// Only <c>sha-256</c> is compared; other algorithms are ignored, as the RFC asks.
/// </summary>
public static class ReprDigest
{
    /// <summary>The field's name.</summary>
    public const string Field = "Repr-Digest";

    private const int LongestField = 4096;

    private static readonly Refusal Malformed = new(RefusalKind.Invalid, "digest-malformed", [new Fault(Field, "digest-malformed")]);

    /// <summary>Writes a SHA-256.</summary>
    public static string Write(ReadOnlySpan<byte> sha256) => $"sha-256=:{Convert.ToBase64String(sha256)}:";

    /// <summary>Reads the SHA-256 out of the field.</summary>
    /// <param name="field">The field's lines joined by commas; null when it was not sent.</param>
    /// <param name="sha256">The hash; null when the field names none.</param>
    /// <returns>Null, or why the field cannot be read.</returns>
    public static Refusal? Read(string? field, out byte[]? sha256)
    {
        sha256 = null;
        if (string.IsNullOrWhiteSpace(field))
        {
            return null;
        }

        if (field.Length > LongestField)
        {
            return Malformed;
        }

        foreach (var member in field.Split(','))
        {
            if (!TryMember(member.Trim(' ', '\t'), out var algorithm, out var hash))
            {
                return Malformed;
            }

            if (algorithm is "sha-256")
            {
                if (hash.Length != 32)
                {
                    return Malformed;
                }

                // A name that stands twice: the last one counts (RFC 9651, 4.2.2).
                sha256 = hash;
            }
        }

        return null;
    }

    private static bool TryMember(string member, out string algorithm, out byte[] hash)
    {
        hash = [];
        var equals = member.IndexOf('=', StringComparison.Ordinal);
        algorithm = equals > 0 ? member[..equals] : "";
        if (algorithm.Length == 0 || !IsKey(algorithm) || equals + 1 >= member.Length || member[equals + 1] != ':')
        {
            return false;
        }

        var end = member.IndexOf(':', equals + 2);
        var behind = end < 0 ? "" : member[(end + 1)..].TrimStart(' ');
        if (end < 0 || (behind.Length > 0 && behind[0] != ';'))
        {
            return false;
        }

        var base64 = member[(equals + 2)..end];
        var padded = base64.PadRight((base64.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        if (!base64.All(IsBase64) || !Convert.TryFromBase64String(padded, bytes, out var length))
        {
            return false;
        }

        hash = bytes[..length];
        return true;
    }

    private static bool IsKey(string key) =>
        (char.IsAsciiLetterLower(key[0]) || key[0] == '*')
        && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-' or '.' or '*');

    private static bool IsBase64(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=';
}
