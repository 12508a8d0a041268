using System.Data.Common;
using System.Text.Json;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using Npgsql;

namespace CaseWorkspace.Features.Journal;

/// <summary>What was looked at, and how often.</summary>
public sealed record ReadOperation(string Operation, string? Number, long Times);

/// <summary>The reads of one person in one session.</summary>
/// <param name="Key">Tells the session from others, without saying which it is.</param>
/// <param name="Relation">By which relation, at the last look.</param>
/// <param name="Purpose">Why, at the last look: a code of the list <c>purpose</c>.</param>
public sealed record ReaderRow(
    Guid Key, DateTimeOffset First, DateTimeOffset Last, string Name, string Role, long Reads, string? Relation, string Purpose, IReadOnlyList<ReadOperation> What);

/// <summary>
/// Who looked at the file, a row for each person and session, the latest first: the reads of <see cref="ConsultationsOfFile"/>, put together.
/// </summary>
/// <param name="IncludeOwn">Whether the reader's own are among them.</param>
public sealed record ReadersOfFile(Guid Thing, bool IncludeOwn, string? After, int Size) : IConsultation<Page<ReaderRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation];

    public Operation Operation => JournalOperations.ViewConsultations;

    public string Sql =>
        """
        , looked as (
            select e.actor, e.session, e.operation, s.number, count(*) as times, min(e.at) as first, max(e.at) as last,
                   (array_agg(e.role order by e.at desc))[1] as role, (array_agg(e.relation order by e.at desc))[1] as relation,
                   (array_agg(e.purpose order by e.at desc))[1] as purpose
            from granted g
            join journal.entry e on e.file = g.id and e.granted and e.processing in ('consultation', 'disclosure') and (@own or e.actor <> @_actor)
            join workspace.case_scope s on s.id = e.thing and s.holder in (select holder from parts)
            group by e.actor, e.session, e.operation, s.number),
        sessions as (
            select md5(actor || session)::uuid as id, actor, min(first) as first, max(last) as at, sum(times)::bigint as looks,
                   (array_agg(role order by last desc))[1] as role, (array_agg(relation order by last desc))[1] as relation,
                   (array_agg(purpose order by last desc))[1] as purpose,
                   jsonb_agg(jsonb_build_object('operation', operation, 'number', number, 'times', times) order by last desc)::text as what
            from looked group by actor, session)
        select r.* from granted g left join lateral (
            select e.id, e.first, e.at, coalesce(p.name, '') as name, e.role, e.looks, e.relation, e.purpose, e.what
            from sessions e left join workspace.person p on p.id = e.actor
            where @at::timestamptz is null or (e.at, e.id) < (@at, @id)
            order by e.at desc, e.id desc limit @limit) r on true
        order by r.at desc, r.id desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        JournalCursor.Bind(parameters, After);
        parameters.AddWithValue("own", IncludeOwn);
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<ReaderRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(ReadRow, cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => JournalCursor.Of(row.Last, row.Key))
            : null;

    private static ReaderRow ReadRow(DbDataReader row) => new(
        row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3), row.GetString(4),
        row.GetInt64(5), row.IsDBNull(6) ? null : row.GetString(6), row.GetString(7),
        JsonSerializer.Deserialize<List<ReadOperation>>(row.GetString(8), WorkspaceJson.Stored)!);
}
