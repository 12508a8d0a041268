namespace CaseWorkspace.Worker.Backups;

/// <summary>Where the parts of a backup go: what is sealed, what opens it, and what opens that, each to a place of its own.</summary>
/// <param name="To">The root of all backups of database and vault.</param>
/// <param name="KeysTo">The root of the hosts' keys and of the master keys of the key store.</param>
/// <param name="KeyStoreTo">The folder of the key store's dump, of which there is one.</param>
internal sealed record BackupPlaces(string To, string KeysTo, string KeyStoreTo)
{
    /// <summary>The dump of the key store.</summary>
    public string KeyStore => Path.Combine(Path.GetFullPath(KeyStoreTo), "key-store.dump");

    /// <exception cref="OperatorException">Two of them lie in one another.</exception>
    public void Check()
    {
        if (IsWithin(KeysTo, To))
        {
            throw new OperatorException("Keys must not lie beside the database that they protect: name another place in --keys-to.");
        }

        if (IsWithin(KeyStoreTo, To) || IsWithin(KeyStoreTo, KeysTo) || IsWithin(To, KeyStoreTo) || IsWithin(KeysTo, KeyStoreTo))
        {
            throw new OperatorException("The key store must lie neither beside the database whose texts it opens nor beside the keys that open it: name another place in --key-store-to.");
        }
    }

    private static bool IsWithin(string folder, string other) => Path.GetFullPath(folder + "/").StartsWith(Path.GetFullPath(other + "/"), StringComparison.Ordinal);
}
