using System.Text.RegularExpressions;
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
public static partial class SchemaMigration
{
    private const int LockSeconds = 2;
    private const int Attempts = 30;

    private static readonly string[] Scripts = ["access.sql", "journal.sql", "workspace-grants.sql"];

    // Weasel reads an index back by its name and finds most of its expression the same, whatever the members are called.
    private static readonly string[] WithIndexes = ["workspace.sql", "access.sql", "journal.sql"];

    /// <summary>Applies what Marten lacks, then our own scripts, which are harmless when run again, and makes indexes anew that differ.</summary>
    /// <param name="ownerConnection">A connection string of the owner.</param>
    /// <param name="features">All features.</param>
    /// <param name="report">Is told each object that went (-) and came (+); null: nobody is.</param>
    /// <param name="dryRun">Whether everything is taken back in the end, so that only the report is left.</param>
    public static async Task Run(string ownerConnection, IEnumerable<IFeature> features, TextWriter? report = null, bool dryRun = false)
    {
        IFeature[] all = [.. features];
        await using var source = NpgsqlDataSource.Create(DatabaseConnection.Of(ownerConnection));
        var from = await RecordedNumber(source);
        await using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, source, all, AutoCreate.CreateOrUpdate));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Change(source, store, from, report, dryRun);
                break;
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
            await TextRebuild.Run(store, source, all);
        }
    }

    private static async Task Change(NpgsqlDataSource source, DocumentStore store, int? from, TextWriter? report, bool dryRun)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // Two at once would make the same objects.
        await Execute(connection, "select pg_advisory_xact_lock(hashtext('caseworkspace migrate'))");
        // Hosts that serve queue behind a change that waits for its table: it gives up and comes again.
        await Execute(connection, $"set local lock_timeout = '{LockSeconds}s'");
        var before = await SchemaCatalogue.Read(connection);
        await Execute(connection, await OfMarten(store));
        foreach (var script in Scripts)
        {
            await Execute(connection, Read(script));
        }

        await CorrectIndexes(connection);
        var after = await SchemaCatalogue.Read(connection);
        var upgrade = SchemaUpgrade.Of(from, SchemaVersion.Steps, before, after);
        await using (var record = new NpgsqlCommand(SchemaVersion.Record, connection))
        {
            record.Parameters.AddWithValue("number", upgrade.To);
            record.Parameters.AddWithValue("serves_from", upgrade.ServesFrom);
            record.Parameters.AddWithValue("sha256", SchemaVersion.Sha256(Read));
            await record.ExecuteNonQueryAsync();
        }

        await Tell(report, before, after, upgrade);
        if (!dryRun)
        {
            await transaction.CommitAsync();
        }
    }

    private static async Task<string> OfMarten(DocumentStore store)
    {
        var migration = await store.Storage.Database.CreateMigrationAsync();
        await using var script = new StringWriter();
        migration.WriteAllUpdates(script, new PostgresqlMigrator(), AutoCreate.CreateOrUpdate);
        return script.ToString();
    }

    /// <summary>An index may bear the right name and have another definition, of a version before: it is made anew as the scripts say.</summary>
    private static async Task CorrectIndexes(NpgsqlConnection connection)
    {
        foreach (var script in WithIndexes)
        {
            foreach (Match index in Index().Matches(Read(script)))
            {
                var (name, table, definition) = (index.Groups["name"].Value, index.Groups["table"].Value, index.Groups["definition"].Value);
                var schema = table.Split('.')[0];
                await Execute(connection, $"create temporary table index_as_scripted (like {table}); create {index.Groups["unique"].Value} index index_as_scripted_index on index_as_scripted {definition}");
                await using var differs = new NpgsqlCommand(
                    """
                    select coalesce(substring(pg_get_indexdef(to_regclass(@actual)) from ' USING .*') is distinct from
                                    substring(pg_get_indexdef('pg_temp.index_as_scripted_index'::regclass) from ' USING .*'), true)
                    """, connection);
                differs.Parameters.AddWithValue("actual", $"{schema}.{name}");
                var isOther = (bool)(await differs.ExecuteScalarAsync())!;
                await Execute(connection, "drop table index_as_scripted");
                if (isOther)
                {
                    await Execute(connection, $"drop index if exists {schema}.{name}; {index.Value}");
                }
            }
        }
    }

    private static async Task Tell(TextWriter? report, SortedSet<string> before, SortedSet<string> after, SchemaUpgrade upgrade)
    {
        if (report is null)
        {
            return;
        }

        string[] lines =
        [
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
        if (string.IsNullOrWhiteSpace(sql))
        {
            return;
        }

        // An index on the events of years takes as long as it takes.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    internal static string Read(string script)
    {
        using var reader = new StreamReader(typeof(SchemaMigration).Assembly.GetManifestResourceStream($"sql/{script}")!);
        return reader.ReadToEnd();
    }

    /// <summary>The version that the schema has; null: none. A newer one is refused: the scripts of an older version would take back what a newer one made.</summary>
    private static async Task<int?> RecordedNumber(NpgsqlDataSource source)
    {
        await using var known = source.CreateCommand("select to_regclass('workspace.schema_version') is not null");
        if (await known.ExecuteScalarAsync() is not true)
        {
            return null;
        }

        await using var command = source.CreateCommand(
            "select number, coalesce((to_jsonb(recorded) ->> 'serves_from')::integer, number) from workspace.schema_version as recorded");
        await using var row = await command.ExecuteReaderAsync();
        return !await row.ReadAsync() ? null
            : row.GetInt32(0) > SchemaVersion.Number ? throw new WrongSchemaException(SchemaCheck.Newer(row.GetInt32(0), row.GetInt32(1)))
            : row.GetInt32(0);
    }

    [GeneratedRegex(@"^create\s+(?<unique>unique)?\s*index\s+(if\s+not\s+exists\s+)?(?<name>\w+)\s+on\s+(?<table>\w+\.\w+)\s+(?<definition>[^;]+);", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Index();
}
