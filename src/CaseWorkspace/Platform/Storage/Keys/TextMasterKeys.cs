using System.Collections.Frozen;
using System.Globalization;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Vault;

namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>
/// The master keys under which keys of texts lie in the key store: files <c>text-master-*.key</c> of <c>TextKeys:Folder</c>, the same on each
/// node of Web and Worker. Which one wraps new keys the key store says; <c>rewrap-keys</c> makes it the last by name, and those before can go.
/// </summary>
public sealed class TextMasterKeys
{
    /// <summary>The names of the files.</summary>
    public const string Files = "text-master-*.key";

    private readonly string _folder;
    private readonly Lock _reading = new();
    private (FrozenDictionary<string, MasterKey> All, string Last) _known;

    /// <summary>Reads them; makes the first where there is none.</summary>
    /// <param name="folder">The setting <c>TextKeys:Folder</c>.</param>
    public TextMasterKeys(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        if (!Directory.EnumerateFiles(folder, Files).Any())
        {
            MasterKey.FromFolder(folder, FileName(1));
        }

        // Also where another process made it just now: no key is wrapped by what a loss of power could take.
        FolderDurability.Sync(folder);

        Read();
    }

    /// <summary>The name of the last one.</summary>
    public string Last => _known.Last;

    /// <summary>Makes another one, which wraps nothing until <c>rewrap-keys</c> takes it up.</summary>
    /// <returns>The path of its file.</returns>
    public string Add()
    {
        lock (_reading)
        {
            var number = Directory.EnumerateFiles(_folder, Files).Select(NumberOf).DefaultIfEmpty(0).Max() + 1;
            MasterKey.FromFolder(_folder, FileName(number));
            FolderDurability.Sync(_folder);
            Read();
            return Path.Combine(_folder, FileName(number));
        }
    }

    /// <summary>Whether the file of the master key is here.</summary>
    public bool Has(string master)
    {
        if (!_known.All.ContainsKey(master))
        {
            // Its file came meanwhile.
            lock (_reading)
            {
                Read();
            }
        }

        return _known.All.ContainsKey(master);
    }

    /// <summary>Wraps a key.</summary>
    /// <exception cref="LostTextMasterKeyException">The file of the master key is not here.</exception>
    internal byte[] Wrap(Guid id, string master, ReadOnlySpan<byte> secret) => Of(master).Encrypt(secret, Bound(id));

    /// <summary>Unwraps a key.</summary>
    /// <exception cref="LostTextMasterKeyException">The file of the master key is not here.</exception>
    internal byte[] Unwrap(Guid id, string master, ReadOnlySpan<byte> wrapped) => Of(master).Decrypt(wrapped, Bound(id));

    /// <summary>The key, wrapped with the last of them instead.</summary>
    /// <exception cref="LostTextMasterKeyException">The file of the master key that wrapped it is not here.</exception>
    public (string Master, byte[] Wrapped) Rewrap(Guid id, string master, byte[] wrapped)
    {
        var last = Last;
        return (last, Wrap(id, last, Unwrap(id, master, wrapped)));
    }

    private MasterKey Of(string master) => Has(master) ? _known.All[master] : throw new LostTextMasterKeyException(master);

    private static string FileName(int number) => FormattableString.Invariant($"text-master-{number:0000}.key");

    private static int NumberOf(string path) => int.TryParse(Path.GetFileNameWithoutExtension(path)["text-master-".Length..], CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static byte[] Bound(Guid id) => System.Text.Encoding.UTF8.GetBytes($"CaseWorkspace key of texts: {id:D}");

    // Named by what is derived of it: a file that was renamed stays the same key.
    private static string NameOf(MasterKey key) => Convert.ToHexStringLower(key.Derive("CaseWorkspace name of the master key of texts", 8));

    private void Read()
    {
        string[] files = [.. Directory.EnumerateFiles(_folder, Files).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        var keys = files.Select(file => MasterKey.FromFolder(_folder, file)).ToList();
        _known = (keys.DistinctBy(NameOf, StringComparer.Ordinal).ToFrozenDictionary(NameOf, StringComparer.Ordinal), NameOf(keys[^1]));
    }
}

/// <summary>The key store stands on a master key whose file is not here.</summary>
public sealed class LostTextMasterKeyException(string master) : InvalidOperationException(
    $"The key store stands on the master key {master}, whose file is not in TextKeys:Folder: put the files text-master-*.key that belong to this key store there (docs/operations.md, The key store).");
