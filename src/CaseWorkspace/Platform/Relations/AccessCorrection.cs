using System.Data;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Marten;
using Npgsql;

namespace CaseWorkspace.Platform.Relations;

/// <summary>
/// Brings the access tables to what the events make of them, row by row, while the workspace serves: only rows that differ are written,
/// in one short transaction in which others wait to append. Each is an entry in the journal.
/// </summary>
public static partial class AccessCorrection
{
    private const int Passes = 5;
    private const int InOneBatch = 500;
    private const string LockTimeout = "set local lock_timeout = '500ms'";

    private static readonly Dictionary<string, string> Keys = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["case_scope"] = "id",
        ["case_relation"] = "scope, subject, relation, since",
        ["level_before"] = "scope, until",
        ["stand_in"] = "id, subject",
        ["released_item"] = "item, request",
        ["content_name"] = "sha256, thing",
        ["person"] = "id",
        ["person_before"] = "person, until",
    };

    /// <summary>What is written where a row is there and the events ask for another under the same key; other tables take out and put in.</summary>
    private static Dictionary<string, string> ChangesOf(AccessFold fold) => new(StringComparer.Ordinal)
    {
        ["case_scope"] =
            $"""
            kind = r.kind, file = r.file, number = r.number, holder = r.holder, level = r.level, closed = r.closed, withheld_in = r.withheld_in, fenced = r.fenced,
            awaits_relation = case when {AccessComparison.Waits(fold, "t.kind")} then t.awaits_relation else r.awaits_relation end,
            awaits_person = case when {AccessComparison.Waits(fold, "t.kind")} then t.awaits_person else r.awaits_person end
            """,
        ["person"] = "roles = r.roles, unit = r.unit, postings = r.postings",
    };

    /// <summary>Corrects what differs.</summary>
    /// <param name="source">A pool of connections of the owner.</param>
    /// <param name="store">The event store, over the same database.</param>
    /// <param name="features">All features.</param>
    /// <param name="operation">As what it stands in the journal.</param>
    /// <param name="cancellation">Ends it; what was not committed is taken back.</param>
    /// <returns>What differed and was corrected, but for people without an event, whom their next sign-in corrects; null where events about the same rows came in between each time: try again later.</returns>
    public static async Task<IReadOnlyList<AccessDifference>?> Run(
        NpgsqlDataSource source, IDocumentStore store, IEnumerable<IFeature> features, Operation operation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(operation);
        var fold = AccessFold.Of(features);
        for (var pass = 0; pass < Passes; pass++)
        {
            var (differences, snapshot) = await Compare(source, store, fold, cancellation);
            try
            {
                if (differences.Count == 0 || await Correct(source, store, fold, differences, snapshot, operation, cancellation))
                {
                    return differences;
                }
            }
            catch (PostgresException busy) when (busy.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                // Somebody writes just now.
            }
        }

        return null;
    }

    private static async Task<(IReadOnlyList<AccessDifference> Differences, string Snapshot)> Compare(
        NpgsqlDataSource source, IDocumentStore store, AccessFold fold, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var command = new NpgsqlCommand("select pg_current_snapshot()::text", connection);
        var snapshot = (string)(await command.ExecuteScalarAsync(cancellation))!;
        return (await AccessComparison.Run(transaction, store, fold, cancellation), snapshot);
    }

    /// <returns>False: an event came since that is about the same rows; nothing was written.</returns>
    private static async Task<bool> Correct(
        NpgsqlDataSource source, IDocumentStore store, AccessFold fold, IReadOnlyList<AccessDifference> differences, string snapshot, Operation operation, CancellationToken cancellation)
    {
        // Made ready before anybody waits.
        var statements = StatementsOf(fold, differences, operation);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Nobody appends until the end of this transaction.
        await Execute(LockTimeout);
        await Execute("lock table workspace.mt_streams, workspace.case_scope, workspace.case_relation, workspace.stand_in, workspace.person in share row exclusive mode");
        if (await IsTouchedSince(connection, store, fold, differences, snapshot, cancellation))
        {
            return false;
        }

        // They hold the application to times and places, and write history of their own.
        string[] guarded = ["case_scope", "case_relation", "stand_in", "person"];
        await Execute(string.Concat(guarded.Select(table => $"alter table workspace.{table} disable trigger user;")));
        foreach (var some in statements.Chunk(InOneBatch))
        {
            await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
            foreach (var statement in some)
            {
                batch.BatchCommands.Add(statement);
            }

            await batch.ExecuteNonQueryAsync(cancellation);
        }

        await Execute(string.Concat(guarded.Select(table => $"alter table workspace.{table} enable trigger user;")));
        await transaction.CommitAsync(cancellation);
        return true;

        async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static List<NpgsqlBatchCommand> StatementsOf(AccessFold fold, IReadOnlyList<AccessDifference> differences, Operation operation)
    {
        var changes = ChangesOf(fold);
        var missing = differences.Where(one => one.IsMissing && changes.ContainsKey(one.Table)).Select(one => (one.Table, KeyOf(one))).ToHashSet();
        var there = differences.Where(one => !one.IsMissing && changes.ContainsKey(one.Table)).Select(one => (one.Table, KeyOf(one))).ToHashSet();
        var statements = new List<NpgsqlBatchCommand>();
        foreach (var one in differences)
        {
            var isChange = changes.ContainsKey(one.Table) && (one.IsMissing ? there : missing).Contains((one.Table, KeyOf(one)));
            if (IsLeft(one, isChange))
            {
                continue;
            }

            // The row that is there is changed once, by the one that the events ask for.
            if (one.IsMissing || !isChange)
            {
                statements.Add(new NpgsqlBatchCommand(StatementOf(one, isChange ? changes[one.Table] : null)) { Parameters = { new() { Value = one.Row } } });
            }

            statements.Add(Record(one, operation));
        }

        return statements;
    }

    /// <summary>A person without an event, or without a row: the next sign-in writes both, with the name. A name stays, for the histories in which it stands.</summary>
    private static bool IsLeft(AccessDifference one, bool isChange) => string.Equals(one.Table, "person", StringComparison.Ordinal) && !isChange;

    private static string StatementOf(AccessDifference one, string? change)
    {
        var keys = Keys[one.Table].Split(", ");
        var same = string.Join(" and ", keys.Select(key => $"t.{key} = r.{key}"));
        var row = $"jsonb_populate_record(null::workspace.{one.Table}, $1::jsonb) r";
        var columns = string.Join(", ", ColumnsOf(one));
        // A key that stands there already fails, and takes everything back: rows that are taken out come first.
        return change is not null ? $"update workspace.{one.Table} t set {change} from {row} where {same}"
            : one.IsMissing ? $"insert into workspace.{one.Table} ({columns}) select {columns} from {row}"
            : $"delete from workspace.{one.Table} t using {row} where {same}";
    }

    private static string KeyOf(AccessDifference one)
    {
        using var row = JsonDocument.Parse(one.Row);
        return string.Join('\n', Keys[one.Table].Split(", ").Select(key => row.RootElement.GetProperty(key).GetRawText()));
    }

    private static List<string> ColumnsOf(AccessDifference one)
    {
        using var row = JsonDocument.Parse(one.Row);
        return [.. row.RootElement.EnumerateObject().Select(column => column.Name)];
    }

    private static async Task<bool> IsTouchedSince(
        NpgsqlConnection connection, IDocumentStore store, AccessFold fold, IReadOnlyList<AccessDifference> differences, string snapshot, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            with ids as (
                select named.id from unnest(@ids) named (id)
                union
                select unnest(array[s.file, s.holder]) from unnest(@ids) named (id) join workspace.case_scope s on s.id = named.id)
            select exists (
                select from workspace.mt_events e join ids on e.stream_id = ids.id or strpos(e.data::text, ids.id::text) > 0
                where e.timestamp > now() - interval '1 day' and e.type = any(@types) and not workspace.written_within(e.xmin, e.timestamp, @snapshot::pg_snapshot))
            """, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("ids", differences.SelectMany(one => Id().Matches(one.Row)).Select(one => Guid.Parse(one.Value)).Distinct().ToArray());
        command.Parameters.AddWithValue("types", store.Options.Events.AllKnownEventTypes().Where(one => fold.Events.Contains(one.EventType)).Select(one => one.EventTypeName).ToArray());
        command.Parameters.AddWithValue("snapshot", snapshot);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static NpgsqlBatchCommand Record(AccessDifference one, Operation operation) => new(
        """
        insert into journal.entry (id, actor, role, operation, processing, thing, file, granted, session, purpose, words, correlation)
        select $1, $2, $3, $4, $5, said.thing, (select s.file from workspace.case_scope s where s.id = said.thing), true, 'operator', 'other', $7, ''
        from (select $6::uuid) said (thing)
        """)
    {
        Parameters =
        {
            new() { Value = Guid.CreateVersion7() },
            new() { Value = SystemActor.Id },
            new() { Value = Role.System.Code() },
            new() { Value = operation.Name },
            new() { Value = operation.Processing.Code() },
            new() { Value = Guid.Parse(Id().Match(one.Row).Value) },
            new() { Value = $"{(one.IsMissing ? "+" : "-")} {one.Table} {one.Row}" },
        },
    };

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 1_000)]
    private static partial Regex Id();
}
