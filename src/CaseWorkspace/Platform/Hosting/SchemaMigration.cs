using JasperFx;
using Marten;
using Npgsql;
using Weasel.Postgresql;

namespace CaseWorkspace.Platform.Hosting;

/// <summary>
/// The verb <c>migrate</c>: brings the schemas workspace and journal up to date, as role <c>caseworkspace_owner</c>, in one transaction.
/// The only place where schema changes; hosts that serve never do. They may serve meanwhile where the migration is an expanding one: what
/// they ask waits for the transaction to end, a second or two where no index has to be built.
/// </summary>
public static class SchemaMigration
{
    private const int LockSeconds = 2;
    private const int Attempts = 30;

    /// <summary>Runs the scripts that this database has not had: numbered migrations, functions whose text changed, and grants.</summary>
    /// <param name="ownerConnection">A connection string of the owner.</param>
    /// <param name="features">All features.</param>
    /// <param name="report">Is told each script that ran, and each object that went (-) and came (+); null: nobody is.</param>
    /// <param name="dryRun">Whether everything is taken back in the end, so that only the report is left.</param>
    /// <param name="keys">What opens texts in events; null: nobody can. It is needed where words are folded anew and events are sealed.</param>
    public static async Task Run(
        string ownerConnection, IEnumerable<IFeature> features, TextWriter? report = null, bool dryRun = false, IOpensTexts? keys = null)
    {
        IFeature[] all = [.. features];
        await using var source = NpgsqlDataSource.Create(DatabaseConnection.Of(ownerConnection));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Change(source, report, dryRun);
                break;
            }
            catch (RefusedScriptException refused)
            {
                throw new WrongSchemaException(refused.Message, refused);
            }
            catch (PostgresException held) when (held.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                if (attempt == Attempts)
                {
                    throw new WrongSchemaException(
                        $"The schema is unchanged: others used its tables {Attempts} times for longer than {LockSeconds} s. pg_stat_activity names them (a backup, an export, a forgotten transaction): run migrate again when they are done.");
                }

                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }

        if (!dryRun)
        {
            await using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, source, all, keys: keys));
            await TextRebuild.Run(store, source, all, canOpen: keys is not null);
        }
    }

    private static async Task Change(NpgsqlDataSource source, TextWriter? report, bool dryRun)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // Two at once would make the same objects.
        await Execute(connection, "select pg_advisory_xact_lock(hashtext('caseworkspace migrate'))");
        // Under the lock: another migration that runs meanwhile may record a newer one.
        var from = await RecordedNumber(connection);
        // Hosts that serve queue behind a change that waits for its table: it gives up and comes again.
        await Execute(connection, $"set local lock_timeout = '{LockSeconds}s'");
        var before = await SchemaCatalogue.Read(connection);
        var ran = SchemaScriptRun.Apply(connection);
        var after = await SchemaCatalogue.Read(connection);
        var upgrade = SchemaUpgrade.Of(from, SchemaVersion.Steps, before, after);
        await using (var record = new NpgsqlCommand(SchemaVersion.Record, connection))
        {
            record.Parameters.AddWithValue("number", upgrade.To);
            record.Parameters.AddWithValue("serves_from", upgrade.ServesFrom);
            record.Parameters.AddWithValue("sha256", SchemaScripts.Sha256);
            await record.ExecuteNonQueryAsync();
        }

        await Tell(report, ran, before, after, upgrade);
        if (!dryRun)
        {
            await transaction.CommitAsync();
        }
    }

    /// <summary>What the event store's mapping lacks in the schema of a database, as SQL for a new migration: for developers, who then read it.</summary>
    /// <param name="ownerConnection">A connection string of the owner.</param>
    /// <param name="features">All features.</param>
    public static async Task<string> StoreChanges(string ownerConnection, IEnumerable<IFeature> features)
    {
        IFeature[] all = [.. features];
        await using var source = NpgsqlDataSource.Create(DatabaseConnection.Of(ownerConnection));
        await using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, source, all, AutoCreate.CreateOrUpdate));
        var migration = await store.Storage.Database.CreateMigrationAsync();
        await using var script = new StringWriter();
        migration.WriteAllUpdates(script, new PostgresqlMigrator(), AutoCreate.CreateOrUpdate);
        return script.ToString();
    }

    private static async Task Tell(TextWriter? report, IReadOnlyList<string> ran, SortedSet<string> before, SortedSet<string> after, SchemaUpgrade upgrade)
    {
        if (report is null)
        {
            return;
        }

        string[] lines =
        [
            .. ran.Select(script => $"deploy/postgresql/{script}"),
            .. before.Except(after, StringComparer.Ordinal).Select(line => $"- {line}"),
            .. after.Except(before, StringComparer.Ordinal).Select(line => $"+ {line}"),
        ];
        foreach (var line in lines.DefaultIfEmpty("The schema is up to date."))
        {
            await report.WriteLineAsync(line);
        }

        if (upgrade.Sentence is { } sentence)
        {
            await report.WriteLineAsync(sentence);
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The version that the schema has; null: none. A newer one is refused: the scripts of an older version would take back what a newer one made.</summary>
    private static async Task<int?> RecordedNumber(NpgsqlConnection connection)
    {
        await using var known = new NpgsqlCommand("select to_regclass('workspace.schema_version') is not null", connection);
        if (await known.ExecuteScalarAsync() is not true)
        {
            return null;
        }

        await using var command = new NpgsqlCommand(
            "select number, coalesce((to_jsonb(recorded) ->> 'serves_from')::integer, number) from workspace.schema_version as recorded", connection);
        await using var row = await command.ExecuteReaderAsync();
        return !await row.ReadAsync() ? null
            : row.GetInt32(0) > SchemaVersion.Number ? throw new WrongSchemaException(SchemaCheck.Newer(row.GetInt32(0), row.GetInt32(1)))
            : row.GetInt32(0);
    }
}
