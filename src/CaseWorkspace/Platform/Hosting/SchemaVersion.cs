using System.Security.Cryptography;
using System.Text;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// Which schema this program works with. <c>migrate</c> records it in <c>workspace.schema_version</c> as its last act, in one row:
/// the number, which is raised with each release that changes the schema, and the SHA-256 of the scripts, which tells apart what
/// lies between two releases. A host compares both. Compiled into the AppHost as well, which makes new databases.
/// </summary>
public static class SchemaVersion
{
    /// <summary>Raised with each release whose schema differs from the one before.</summary>
    public const int Number = 2;

    /// <summary>Writes the row; takes <c>@number</c> and <c>@sha256</c>.</summary>
    public const string Record =
        """
        insert into workspace.schema_version (number, scripts_sha256) values (@number, @sha256)
        on conflict (only_row) do update set number = excluded.number, scripts_sha256 = excluded.scripts_sha256, applied_at = now()
        """;

    /// <summary>The scripts of deploy/postgresql that make the schemas workspace and journal, in their order.</summary>
    public static IReadOnlyList<string> Scripts { get; } = ["workspace.sql", "access.sql", "journal.sql", "workspace-grants.sql"];

    /// <summary>The SHA-256 of the scripts, in hex.</summary>
    /// <param name="text">Reads a script by its name.</param>
    public static string Sha256(Func<string, string> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var script in Scripts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{script}\0{text(script)}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
