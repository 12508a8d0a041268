using System.Security.Cryptography;

namespace CaseWorkspace.Identity.Keys;

/// <summary>
/// The key that protects the keys kept in the database: 32 bytes in a file of <c>Keys:Folder</c>, so that the database,
/// or a backup of it, alone signs nothing. Made on first start; every node of one installation needs the same file.
/// </summary>
public sealed class MasterKey
{
    private const string FileName = "identity-master.key";
    private readonly byte[] key;

    private MasterKey(byte[] key) => this.key = key;

    public static MasterKey FromFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            Write(path, RandomNumberGenerator.GetBytes(32));
        var bytes = File.ReadAllBytes(path);
        return bytes.Length == 32
            ? new MasterKey(bytes)
            : throw new UnsafeSettingException($"{path} must hold exactly 32 bytes; restore it from the backup that belongs to this database.");
    }

    public byte[] Encrypt(ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[12 + 16 + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, 12));
        using var gcm = new AesGcm(key, 16);
        gcm.Encrypt(sealedBytes.AsSpan(0, 12), plain, sealedBytes.AsSpan(28), sealedBytes.AsSpan(12, 16));
        return sealedBytes;
    }

    public byte[] Decrypt(ReadOnlySpan<byte> sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - 28];
        using var gcm = new AesGcm(key, 16);
        gcm.Decrypt(sealedBytes[..12], sealedBytes[28..], sealedBytes.Slice(12, 16), plain);
        return plain;
    }

    private static void Write(string path, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
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
