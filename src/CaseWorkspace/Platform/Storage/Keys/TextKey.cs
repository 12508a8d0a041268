using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>
/// A key under which texts stand in events: of one person's record, or of one file. AES-256-GCM; what is sealed belongs to its place, the
/// event's stable name and the member, and opens at no other.
/// </summary>
public sealed class TextKey
{
    internal const int Length = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] _secret;

    internal TextKey(Guid id, byte[] secret) => (Id, _secret) = (id, secret);

    /// <summary>The id of the record or file, which is that of its stream.</summary>
    public Guid Id { get; }

    /// <summary>Under the id of a key that was destroyed, one that nobody has: what is sealed with it is gone with the rest.</summary>
    public static TextKey OfNobody(Guid id) => new(id, RandomNumberGenerator.GetBytes(Length));

    /// <summary>Nonce, tag and what was sealed, as base64.</summary>
    internal byte[] Seal(string alias, string member, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var bytes = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceLength));
        using var gcm = new AesGcm(_secret, TagLength);
        gcm.Encrypt(
            bytes.AsSpan(0, NonceLength), plain, bytes.AsSpan(NonceLength + TagLength), bytes.AsSpan(NonceLength, TagLength), Place(alias, member));
        var written = new byte[Base64.GetMaxEncodedToUtf8Length(bytes.Length)];
        Base64.EncodeToUtf8(bytes, written, out _, out _);
        return written;
    }

    /// <summary>The text; null where it was sealed by another key, at another place, or changed since.</summary>
    internal string? Open(string member, ReadOnlySpan<byte> bytes, ReadOnlySpan<string> aliases)
    {
        foreach (var alias in aliases)
        {
            if (bytes.Length >= NonceLength + TagLength && Open(alias, member, bytes) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private string? Open(string alias, string member, ReadOnlySpan<byte> bytes)
    {
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        try
        {
            using var gcm = new AesGcm(_secret, TagLength);
            gcm.Decrypt(
                bytes[..NonceLength], bytes[(NonceLength + TagLength)..], bytes.Slice(NonceLength, TagLength), plain, Place(alias, member));
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private byte[] Place(string alias, string member) => Encoding.UTF8.GetBytes($"CaseWorkspace text {Id:D} {alias} {member}");
}
