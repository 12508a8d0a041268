using System.Data;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;
using Marten;
using Marten.Events;
using Marten.Events.Archiving;
using Marten.Services;
using Npgsql;
using NpgsqlTypes;

namespace CaseWorkspace.Platform.Relations;

/// <summary>A row of an access table that no event explains, or one that the events ask for and that is missing.</summary>
/// <param name="Table">The table, e.g. <c>case_relation</c>.</param>
/// <param name="IsMissing">Whether the events ask for it; otherwise it is there without an event.</param>
/// <param name="Row">The compared columns as JSON. Ids, codes and times; no content of files.</param>
public sealed record AccessDifference(string Table, bool IsMissing, string Row);

/// <summary>
/// Makes the access tables anew from the events and compares them with the stored ones, row by row, in one snapshot of the database:
/// events and rows are committed together, so that nothing has to stand still for it.
/// </summary>
public static class AccessComparison
{
    /// <summary>The causation of events that a migration made of rows, dated as those were (deploy/postgresql/migrations).</summary>
    private const string Migration = "migration";

    /// <summary>The compared tables, with their compared columns.</summary>
    /// <remarks>What a person is called is in no event of access.</remarks>
    private static IReadOnlyList<(string Name, string Columns)> TablesOf(AccessFold fold) =>
    [
        ("case_scope", $"id, kind, file, number, holder, level, closed, case when not {Waits(fold, "kind")} then awaits_relation end awaits_relation, case when not {Waits(fold, "kind")} then awaits_person end awaits_person, withheld_in, fenced"),
        ("case_relation", "scope, kind, subject, relation, since, until, unit"),
        ("level_before", "scope, level, until"),
        ("stand_in", "id, subject, person, since, until"),
        ("released_item", "item, request"),
        ("content_name", "sha256, thing"),
        ("person", "id, roles, unit, postings"),
        ("person_before", "person, roles, unit, postings, until"),
    ];

    /// <summary>The condition, in SQL, that for whom a thing of the kind waits follows its snapshot.</summary>
    internal static string Waits(AccessFold fold, string kind) => $"({kind} = any (array[{string.Join(", ", fold.WaitsBySnapshot.Select(one => $"'{one}'"))}]::text[]))";

    /// <summary>Compares; what differs, in the order of the tables, and of one table first what is there without an event.</summary>
    /// <param name="source">A pool of connections of the owner.</param>
    /// <param name="store">The event store, over the same database.</param>
    /// <param name="features">All features.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<IReadOnlyList<AccessDifference>> Run(
        NpgsqlDataSource source, IDocumentStore store, IEnumerable<IFeature> features, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        return await Run(transaction, store, AccessFold.Of(features), cancellation);
    }

    internal static async Task<IReadOnlyList<AccessDifference>> Run(NpgsqlTransaction transaction, IDocumentStore store, AccessFold fold, CancellationToken cancellation)
    {
        var rows = await RowsOf(transaction, store, fold, cancellation);
        await Copy(transaction.Connection!, rows, fold, cancellation);
        List<AccessDifference> all = [];
        foreach (var (table, columns) in TablesOf(fold))
        {
            await using var command = new NpgsqlCommand(
                $"""
                select false, to_jsonb(one)::text from (select {columns} from workspace.{table} except all select * from pg_temp.rebuilt_{table}) one
                union all
                select true, to_jsonb(one)::text from (select * from pg_temp.rebuilt_{table} except all select {columns} from workspace.{table}) one
                order by 1, 2
                """, transaction.Connection) { CommandTimeout = 0 };
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                all.Add(new AccessDifference(table, reader.GetBoolean(0), reader.GetString(1)));
            }
        }

        return all;
    }

    /// <summary>The rows that the events make, in the order in which they were appended.</summary>
    private static async Task<AccessRows> RowsOf(NpgsqlTransaction transaction, IDocumentStore store, AccessFold fold, CancellationToken cancellation)
    {
        var rows = new AccessRows();
        Type[] types = [.. fold.Events];
        var options = SessionOptions.ForTransaction(transaction);
        options.Timeout = 0;
        await using var session = store.QuerySession(options);
        var events = session.Events.QueryAllRawEvents().Where(one => one.MaybeArchived() && one.EventTypesAre(types)).OrderBy(one => one.Sequence);
        // Made of rows by a migration, dated as those were: each counts before what happened after it.
        var made = await session.Events.QueryAllRawEvents().Where(one => one.CausationId == Migration && one.EventTypesAre(types)).ToListAsync(cancellation);
        var dated = new Queue<IEvent>(made.OrderBy(one => one.Timestamp).ThenBy(one => one.Sequence));
        await foreach (var happened in events.ToAsyncEnumerable(cancellation))
        {
            if (string.Equals(happened.CausationId, Migration, StringComparison.Ordinal))
            {
                continue;
            }

            while (dated.TryPeek(out var earlier) && earlier.Timestamp <= happened.Timestamp)
            {
                Apply(dated.Dequeue());
            }

            Apply(happened);
        }

        foreach (var last in dated)
        {
            Apply(last);
        }

        return rows;

        void Apply(IEvent happened)
        {
            foreach (var change in fold.Of(happened))
            {
                rows.Apply(change, happened.Timestamp);
            }
        }
    }

    private static async Task Copy(NpgsqlConnection connection, AccessRows rows, AccessFold fold, CancellationToken cancellation)
    {
        foreach (var (table, columns) in TablesOf(fold))
        {
            await using var make = new NpgsqlCommand($"create temporary table rebuilt_{table} on commit drop as select {columns} from workspace.{table} with no data", connection);
            await make.ExecuteNonQueryAsync(cancellation);
        }

        await Into("case_scope", rows.Scopes.Values.Select(row => (object?[])
            [row.Id, row.Kind, row.File, row.Number, row.Holder, row.Level, row.IsClosed, fold.WaitsBySnapshot.Contains(row.Kind) ? null : row.AwaitsRelation, fold.WaitsBySnapshot.Contains(row.Kind) ? null : row.AwaitsPerson, row.WithheldIn, row.Fenced]));
        await Into("case_relation", rows.Relations.Select(row => (object?[])[row.Scope, row.Kind, row.Subject, row.Relation, row.Since, row.Until, row.Unit]));
        await Into("level_before", rows.LevelsBefore.Select(row => (object?[])[row.Key.Scope, row.Value, row.Key.Until]));
        await Into("stand_in", rows.StandIns.Values.Select(row => (object?[])[row.Id, row.Subject, row.Person, row.Since, row.Until]));
        await Into("released_item", rows.Released.Select(row => (object?[])[row.Item, row.Request]));
        await Into("content_name", rows.Contents.Select(row => (object?[])[row.Sha256, row.Thing]));
        await Into("person", rows.Places.Select(row => (object?[])[row.Key, row.Value.Roles, row.Value.Unit, row.Value.Postings]));
        await Into("person_before", rows.PlacesBefore.Select(row => (object?[])[row.Key.Person, row.Value.Roles, row.Value.Unit, row.Value.Postings, row.Key.Until]));

        async Task Into(string table, IEnumerable<object?[]> values)
        {
            await using var writer = await connection.BeginBinaryImportAsync($"copy pg_temp.rebuilt_{table} from stdin (format binary)", cancellation);
            foreach (var row in values)
            {
                await writer.StartRowAsync(cancellation);
                foreach (var value in row)
                {
                    await Write(writer, value, cancellation);
                }
            }

            await writer.CompleteAsync(cancellation);
        }
    }

    private static Task Write(NpgsqlBinaryImporter writer, object? value, CancellationToken cancellation) => value switch
    {
        null => writer.WriteNullAsync(cancellation),
        DateTimeOffset time => writer.WriteAsync(time.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellation),
        _ => writer.WriteAsync(value, cancellation),
    };
}
