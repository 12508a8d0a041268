using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.Platform.Hosting;

namespace CaseWorkspace.AppHost.Database;

/// <summary>The scripts of deploy/postgresql beside those of the schemas workspace and journal (<see cref="SchemaScripts"/>), as they were when this program was built.</summary>
public static class DatabaseScripts
{
    /// <summary>As administrator, once on a server and harmless again.</summary>
    public const string Roles = "roles.sql";

    /// <summary>As administrator, once in each database and harmless again.</summary>
    public const string Database = "database.sql";

    /// <summary>As owner, in a new database, in this order, after those of the schemas workspace and journal.</summary>
    public static IReadOnlyList<string> Identity { get; } = ["identity.sql", "identity-grants.sql"];

    /// <summary>Whether they make all that the hosts of this build want; else a new database is migrated too. They are of the default protocol engine (docs/adr/0003).</summary>
#if OTHER_ENGINE
    public static bool AreComplete => false;
#else
    public static bool AreComplete => true;
#endif

    /// <summary>As owner, after a migration; harmless again. Those of the workspace are the migration's own.</summary>
    public static IReadOnlyList<string> Grants { get; } = ["identity-grants.sql"];

    /// <summary>Those of the key store: as administrator on its server, in its database, and as its owner.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["keys/roles.sql", "keys/database.sql", "keys/store.sql"];

    /// <summary>Tells whether a key store was made by the same scripts.</summary>
    public static string KeysSha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Keys.Select(name => $"{name}\0{Text(name)}\0")))));

    /// <summary>Tells whether a database was made by the same scripts, and for the same version.</summary>
    public static string Sha256 { get; } = HashOfAll();

    /// <summary>The script's text; null while a part of the product has none.</summary>
    public static string? Text(string name)
    {
        using var stream = typeof(DatabaseScripts).Assembly.GetManifestResourceStream("postgresql/" + name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string HashOfAll()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in (IEnumerable<string>)[Roles, Database, .. Identity])
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{Text(name)}\0"));
        hash.AppendData(Encoding.UTF8.GetBytes(SchemaScripts.Sha256));
        // A version can mean something else by the same tables.
        hash.AppendData(Encoding.UTF8.GetBytes($"{SchemaVersion.Number}\0"));
        if (!AreComplete)
            hash.AppendData("and migrated"u8);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
