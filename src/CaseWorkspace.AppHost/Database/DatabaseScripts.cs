using System.Security.Cryptography;
using System.Text;

namespace CaseWorkspace.AppHost.Database;

/// <summary>The scripts of deploy/postgresql, as they were when this program was built.</summary>
public static class DatabaseScripts
{
    /// <summary>As administrator, once on a server and harmless again.</summary>
    public const string Roles = "roles.sql";

    /// <summary>As administrator, once in each database and harmless again.</summary>
    public const string Database = "database.sql";

    /// <summary>As owner, in a new database, in this order.</summary>
    public static IReadOnlyList<string> Schema { get; } =
        ["workspace.sql", "access.sql", "journal.sql", "workspace-grants.sql", "identity.sql", "identity-grants.sql"];

    /// <summary>As owner, after a migration; harmless again.</summary>
    public static IReadOnlyList<string> Grants { get; } = ["workspace-grants.sql", "identity-grants.sql"];

    /// <summary>Tells whether a database was made by the same scripts.</summary>
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
        foreach (var name in (IEnumerable<string>)[Roles, Database, .. Schema])
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{Text(name)}\0"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
