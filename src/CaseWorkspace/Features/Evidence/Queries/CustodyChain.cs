using System.Data.Common;
using System.Globalization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Evidence;

/// <summary>An entry of the chain of custody: an offer, and what became of it.</summary>
/// <param name="Number">Counts the offers of the item from 1; the cursor. Its place among all that happened to the item would count what is not shown.</param>
/// <param name="By">Who handed over.</param>
/// <param name="To">Who was to take over.</param>
/// <param name="Returns">Whether it went back from the store to the file.</param>
/// <param name="At">When it was offered.</param>
/// <param name="State">A code of the list <c>custody-state</c>.</param>
/// <param name="AnsweredBy">The name of the person who accepted, refused or took it back; null while it is open.</param>
/// <param name="ConditionFound">As it was found when it was accepted.</param>
/// <param name="SealFound">The number found on it when it was accepted; null: none.</param>
/// <param name="Words">The receiver's note, or why it was refused.</param>
public sealed record CustodyEntry(
    long Number, Guid By, string ByName, Guid To, string ToName, bool Returns, DateTimeOffset At, string Place, string Purpose,
    string Condition, string? Seal, string? Note, string State, string? AnsweredBy, DateTimeOffset? AnsweredAt, string? ConditionFound,
    string? SealFound, string? Words);

/// <summary>Every handing over of an item that was offered, in order, with its answer.</summary>
public sealed record CustodyChain(Guid Thing, string? After, int Size) : IConsultation<Page<CustodyEntry>>
{
    public IReadOnlyCollection<string> Kinds => [EvidenceThings.Item];

    public Operation Operation => EvidenceOperations.ViewCustody;

    // One offer is open at a time: what answers comes before the next.
    public string Sql =>
        """
        select o.number, (o.offer ->> 'by')::uuid, coalesce(giver.name, ''), (o.offer ->> 'person')::uuid, coalesce(taker.name, ''),
               (o.offer ->> 'returns')::boolean, (o.offer ->> 'at')::timestamptz, o.offer ->> 'place', o.offer ->> 'purpose',
               o.offer ->> 'condition', o.offer ->> 'seal', o.offer ->> 'note', coalesce(substr(o.type, 9), 'offered'),
               coalesce(answerer.name, case when o.type is not null then '' end), (o.answer ->> 'at')::timestamptz,
               o.answer ->> 'condition', o.answer ->> 'seal', coalesce(o.answer ->> 'reason', o.answer ->> 'note')
        from granted g
        left join lateral (
            select e.number, e.data as offer, a.type, a.data as answer
            from (
                select o.*, row_number() over (order by o.version) as number from workspace.mt_events o
                where o.stream_id = g.id and o.type = 'custody-offered') e
            left join lateral (
                select a.type, a.data from workspace.mt_events a
                where a.stream_id = e.stream_id and a.version > e.version
                  and a.type in ('custody-accepted', 'custody-refused', 'custody-withdrawn')
                order by a.version limit 1) a on true
            where @after::bigint is null or e.number > @after
            order by e.number limit @limit) o on true
        left join workspace.person giver on giver.id = (o.offer ->> 'by')::uuid
        left join workspace.person taker on taker.id = (o.offer ->> 'person')::uuid
        left join workspace.person answerer on answerer.id = (o.answer ->> 'by')::uuid
        order by o.number
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", QueryParameters.Sequence(After));
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<CustodyEntry>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(ReadEntry, cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => row.Number.ToString(CultureInfo.InvariantCulture))
            : null;

    private static CustodyEntry ReadEntry(DbDataReader reader) => new(
        reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetString(4), reader.GetBoolean(5),
        reader.GetFieldValue<DateTimeOffset>(6), reader.GetString(7), reader.GetString(8), reader.GetString(9), Text(reader, 10), Text(reader, 11),
        reader.GetString(12), Text(reader, 13), reader.IsDBNull(14) ? null : reader.GetFieldValue<DateTimeOffset>(14), Text(reader, 15),
        Text(reader, 16), Text(reader, 17));

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
