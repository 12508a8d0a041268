using System.Security.Cryptography;
using System.Text;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// The key that protects the keys a host keeps in the database: 32 bytes in a file of <c>Keys:Folder</c>, so that the database,
/// or a backup of it, alone signs nothing and opens no session. Made on first start; every node of one host needs the same file.
/// Identity, which stands on nothing of the workspace, compiles this file into itself.
/// </summary>
public sealed class MasterKey
{
    private readonly byte[] _key;

    private MasterKey(byte[] key) => _key = key;

    /// <summary>Reads the key, or makes it.</summary>
    /// <exception cref="InvalidOperationException">The file holds something else.</exception>
    public static MasterKey FromFolder(string folder, string fileName)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, fileName);
        if (!File.Exists(path))
        {
            Write(path, RandomNumberGenerator.GetBytes(32));
        }

        var bytes = File.ReadAllBytes(path);
        return bytes.Length == 32
            ? new MasterKey(bytes)
            : throw new InvalidOperationException($"{path} must hold exactly 32 bytes; restore it from the backup that belongs to this database.");
    }

    /// <summary>AES-GCM: nonce, tag, then what was encrypted.</summary>
    /// <param name="plain">What to encrypt.</param>
    /// <param name="bound">What it belongs to: it opens together with the same bytes only.</param>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> bound)
    {
        var sealedBytes = new byte[12 + 16 + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, 12));
        using var gcm = new AesGcm(_key, 16);
        gcm.Encrypt(sealedBytes.AsSpan(0, 12), plain, sealedBytes.AsSpan(28), sealedBytes.AsSpan(12, 16), bound);
        return sealedBytes;
    }

    /// <summary>Opens what <see cref="Encrypt"/> made with the same <paramref name="bound"/>.</summary>
    /// <exception cref="CryptographicException">Another key encrypted it, or it was changed, or belongs to something else.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> bound)
    {
        if (sealedBytes.Length < 28)
        {
            throw new CryptographicException("Too short to be encrypted by this key.");
        }

        var plain = new byte[sealedBytes.Length - 28];
        using var gcm = new AesGcm(_key, 16);
        gcm.Decrypt(sealedBytes[..12], sealedBytes[28..], sealedBytes.Slice(12, 16), plain, bound);
        return plain;
    }

    /// <summary>Bytes for one further use, from which nobody can tell the key or those of another use (HKDF, RFC 5869).</summary>
    public byte[] Derive(string use, int length) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, length, info: Encoding.UTF8.GetBytes(use));

    private static void Write(string path, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Under a name of its own first: a second process starting now sees the whole file or none.
        var draft = $"{path}.{Guid.CreateVersion7():N}";
        using (var file = new FileStream(draft, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
