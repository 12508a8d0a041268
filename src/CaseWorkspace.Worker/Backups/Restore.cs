using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Vault;
using Npgsql;

namespace CaseWorkspace.Worker.Backups;

/// <summary>The verb <c>restore</c>: vault, database, then every content is verified. Only into a database that holds nothing yet.</summary>
internal static class Restore
{
    /// <param name="ownerConnection">The connection string of the owner of an empty database (roles.sql, database.sql).</param>
    /// <param name="vault">The vault to fill.</param>
    /// <param name="from">The folder of one backup.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>How many contents are not what was sealed.</returns>
    public static async Task<int> Run(string ownerConnection, EvidenceVault vault, string from, CancellationToken cancellation)
    {
        var place = BackupPlace.Of(from);
        await place.CheckDump(cancellation);
        await using var database = NpgsqlDataSource.Create(DatabaseConnection.Of(ownerConnection));
        await DropEmptySchemas(database, cancellation);
        await PostgreSqlProgram.Run(
            "pg_restore", ownerConnection,
            [$"--dbname={new NpgsqlConnectionStringBuilder(ownerConnection).Database}", "--exit-on-error", "--single-transaction", place.Dump], cancellation);
        Console.WriteLine("Database: restored.");

        var progress = new Progress("restored", await SealedContents.Count(database, cancellation));
        await foreach (var one in SealedContents.Read(database, cancellation))
        {
            if (one.Content is { } content)
            {
                await TakeIn(vault, one.Thing, content, place.PathOf(content.Sha256), cancellation);
                progress.Add(content.Length);
            }
        }

        progress.End();
        return await Verification.Run(database, vault, cancellation);
    }

    /// <summary>database.sql makes the schemas, and so does the dump. A schema that holds something is refused by PostgreSQL.</summary>
    private static async Task DropEmptySchemas(NpgsqlDataSource database, CancellationToken cancellation)
    {
        try
        {
            await using var command = database.CreateCommand("drop schema if exists workspace, journal, identity restrict");
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.DependentObjectsStillExist)
        {
            throw new OperatorException("The database is not empty, and nothing is restored over what exists: make a new one (roles.sql, create database, database.sql).");
        }
    }

    private static ContentClaims Claims(VaultContent content) =>
        new("application/octet-stream", null, Convert.FromHexString(content.Sha256), AsIs: true, content.Length);

    private static async Task TakeIn(EvidenceVault vault, Guid thing, VaultContent content, string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            // Verification names it.
            return;
        }

        await using var file = File.OpenRead(path);
        var taken = await vault.Ingest(file, Claims(content), cancellation);
        if (taken.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync($"{thing}: content {content.Sha256} was not taken in: {refusal.Code}.");
        }
    }
}
