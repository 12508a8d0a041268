using System.Collections.Frozen;
using System.Globalization;
using CaseWorkspace.Platform.Hosting;

namespace CaseWorkspace.Platform.Storage.Keys;

/// <summary>
/// The master keys under which keys of texts lie in the key store: files <c>text-master-*.key</c> of <c>TextKeys:Folder</c>, the same on each
/// node of Web and Worker. The last by name wraps new keys; those before open what they wrapped until <c>rewrap-keys</c> has taken it over.
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

        Read();
    }

    /// <summary>The name of the one that wraps new keys, as the key store has it.</summary>
    public string Last => _known.Last;

    /// <summary>Makes another one, which wraps new keys from then on where its file is.</summary>
    /// <returns>The path of its file.</returns>
    public string Add()
    {
        lock (_reading)
        {
            var number = Directory.EnumerateFiles(_folder, Files).Select(NumberOf).DefaultIfEmpty(0).Max() + 1;
            MasterKey.FromFolder(_folder, FileName(number));
            Read();
            return Path.Combine(_folder, FileName(number));
        }
    }

    /// <summary>Wraps a key with the last of them.</summary>
    internal (string Master, byte[] Wrapped) Wrap(Guid id, ReadOnlySpan<byte> secret)
    {
        var (all, last) = _known;
        return (last, all[last].Encrypt(secret, Bound(id)));
    }

    /// <summary>Unwraps a key.</summary>
    /// <exception cref="LostTextMasterKeyException">The file of the master key is not here.</exception>
    internal byte[] Unwrap(Guid id, string master, ReadOnlySpan<byte> wrapped)
    {
        if (!_known.All.ContainsKey(master))
        {
            // Another node's operator has added it meanwhile.
            lock (_reading)
            {
                Read();
            }
        }

        return _known.All.TryGetValue(master, out var key) ? key.Decrypt(wrapped, Bound(id)) : throw new LostTextMasterKeyException(master);
    }

    /// <summary>The key, wrapped with the last of them instead.</summary>
    /// <exception cref="LostTextMasterKeyException">The file of the master key that wrapped it is not here.</exception>
    public (string Master, byte[] Wrapped) Rewrap(Guid id, string master, byte[] wrapped) => Wrap(id, Unwrap(id, master, wrapped));

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

/// <summary>Keys lie in the key store that no master key in the folder wrapped.</summary>
public sealed class LostTextMasterKeyException(string master) : InvalidOperationException(
    $"A key of texts was wrapped by the master key {master}, whose file is not in TextKeys:Folder: put the files text-master-*.key that belong to this key store there (docs/operations.md, The key store).");
