using System.Data.Common;
using System.Globalization;
using System.Text.Json;
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
public sealed record CustodyChain(Guid Thing, string? After, int Size) : ISealedConsultation<Page<CustodyEntry>>
{
    public IReadOnlyCollection<string> Kinds => [EvidenceThings.Item];

    public Operation Operation => EvidenceOperations.ViewCustody;

    // One offer is open at a time: what answers comes before the next.
    public string Sql =>
        """
        select o.number, (o.offer ->> 'by')::uuid, coalesce(giver.name, ''), (o.offer ->> 'person')::uuid, coalesce(taker.name, ''),
               (o.offer ->> 'returns')::boolean, (o.offer ->> 'at')::timestamptz, o.offer ->> 'purpose',
               o.offer ->> 'condition', coalesce(substr(o.type, 9), 'offered'),
               coalesce(answerer.name, case when o.type is not null then '' end), (o.answer ->> 'at')::timestamptz,
               o.answer ->> 'condition',
               -- Texts as they are stored, with their names: they are opened behind the statement.
               jsonb_build_object('place', o.offer -> 'place', 'seal', o.offer -> 'seal', 'note', o.offer -> 'note')::text,
               jsonb_build_object('seal', o.answer -> 'seal', 'note', o.answer -> 'note', 'reason', o.answer -> 'reason')::text
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

    public async Task<Page<CustodyEntry>?> Read(DbDataReader reader, TextKeys keys, CancellationToken cancellation) =>
        await reader.ReadGranted(row => ReadEntry(row, keys), cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => row.Number.ToString(CultureInfo.InvariantCulture))
            : null;

    private static CustodyEntry ReadEntry(DbDataReader reader, TextKeys keys)
    {
        var state = reader.GetString(9);
        var (offer, answer) = (Texts(reader, 13, keys, "custody-offered"), Texts(reader, 14, keys, $"custody-{state}"));
        return new CustodyEntry(
            reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetString(4), reader.GetBoolean(5),
            reader.GetFieldValue<DateTimeOffset>(6), offer["place"] ?? "", reader.GetString(7), reader.GetString(8), offer["seal"], offer["note"],
            state, Text(reader, 10), reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11), Text(reader, 12),
            answer["seal"], answer["reason"] ?? answer["note"]);
    }

    private static Dictionary<string, string?> Texts(DbDataReader reader, int column, TextKeys keys, string alias) =>
        JsonSerializer.Deserialize<Dictionary<string, string?>>(keys.Opened(reader.GetString(column), alias))!;

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
