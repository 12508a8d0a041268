using CaseWorkspace.Platform.Hosting;
using Npgsql;

namespace CaseWorkspace.Worker.Backups;

/// <summary>
/// The verb <c>restore-key-store</c>, for a key store that was lost. Apart from <c>restore</c>: an earlier workspace is restored beside the key
/// store that there is, in which what was erased since stays erased.
/// </summary>
internal static class RestoreKeyStore
{
    /// <param name="keysOwner">The connection string of the owner of an empty key store (keys/roles.sql, keys/database.sql).</param>
    /// <param name="from">The dump.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public static async Task Run(string keysOwner, string from, CancellationToken cancellation)
    {
        if (!File.Exists(from))
        {
            throw new OperatorException($"{from} is not there: name the file key-store.dump.");
        }

        await using var database = NpgsqlDataSource.Create(DatabaseConnection.Of(keysOwner));
        try
        {
            await using var command = database.CreateCommand("drop schema if exists keys restrict");
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.DependentObjectsStillExist)
        {
            throw new OperatorException("The key store is not empty, and nothing is restored over what exists: make a new database (keys/roles.sql, create database, keys/database.sql).");
        }

        await PostgreSqlProgram.Run(
            "pg_restore", keysOwner, [$"--dbname={new NpgsqlConnectionStringBuilder(keysOwner).Database}", "--exit-on-error", "--single-transaction", from], cancellation);
        await using var kept = database.CreateCommand(
            "select format('%s keys, %s destroyed; the newest was made at %s.', count(wrapped), count(destroyed_at), max(made_at)) from keys.text_key");
        Console.WriteLine($"Key store: restored. {await kept.ExecuteScalarAsync(cancellation)}");
    }
}
