using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Things;
using CaseWorkspace.Platform.Web;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Something that happened in a file, by whom.</summary>
/// <param name="Id">The event's own id. Its place among all events is nobody's to see: a gap would show that something happened elsewhere.</param>
/// <param name="Version">The version of the thing to which it led; with the thing, the cursor.</param>
/// <param name="Kind">The event's stable name, e.g. <c>note-added</c>.</param>
/// <param name="ThingKind">The kind of the thing: a code of <see cref="ThingCatalogue"/>.</param>
/// <param name="Details">What the reader is shown of what the event holds.</param>
/// <param name="SubjectName">The name of the person whom it concerned: a member, a prosecutor; null when it names none.</param>
/// <param name="ThingNumber">The number people know the thing by; null when it has none.</param>
/// <param name="Level">At which the thing is kept: that of the file, or <c>sealed</c>.</param>
public sealed record TimelineEntry(
    Guid Id, long Version, DateTimeOffset At, string Kind, Guid Actor, string ActorName, string Role,
    Guid Thing, string ThingKind, JsonElement Details, string? SubjectName,
    string? ThingNumber, string Level);

/// <summary>
/// Everything that happened in the file, its items and its requests, newest first, as far as the reader is shown it: see
/// <see cref="HistoryAudiences"/>.
/// </summary>
/// <param name="Thing">The file.</param>
/// <param name="Kind">Only this kind of event; null for all.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
/// <param name="Until">Nothing later; null: all.</param>
/// <param name="Of">Only what happened to this one of them; null: all.</param>
public sealed record InvestigationTimeline(Guid Thing, string? Kind, string? After, int Size, DateTimeOffset? Until = null, Guid? Of = null) : ISealedConsultation<Page<TimelineEntry>>
{
    /// <summary>The kinds of event that there are.</summary>
    public static IReadOnlyList<string> KnownKinds { get; } = [.. Texts.KeysLike("event.", ".kind")];

    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => InvestigationOperations.ViewTimeline;

    public string? AskedFor => AuditFilter.Of(("kind", Kind), ("to", Until), ("thing", Of));

    public string Sql =>
        $"""
        select e.id, e.timestamp, e.type, coalesce(e.user_name, ''), coalesce(p.name, ''),
               coalesce(e.headers ->> 'role', ''), e.thing, e.kind,
               {HistoryAudiences.Details("leads.are", "e.withheld_in")}, about.name,
               e.number, e.kept, e.version
        from granted g
        cross join (select codes::jsonb ?| array[{HistoryAudiences.Answering}] as are from relations) leads
        left join lateral (
            select e.*, s.id as thing, s.kind, s.number, s.withheld_in, h.level as kept
            from workspace.case_scope s join workspace.mt_events e on e.stream_id = s.id join workspace.case_scope h on h.id = s.holder
            where s.file = g.file and s.holder in (select holder from parts) and {AllFeatures.Things.ShownBy("g.relation")} and (@of::uuid is null or s.id = @of)
              and (e.type in ({HistoryAudiences.SeenByAll}) or (leads.are and e.type in ({HistoryAudiences.SeenByLead})))
              and (@after::uuid is null or e.seq_id < (
                select last.seq_id from workspace.mt_events last join workspace.case_scope l on l.id = last.stream_id
                where last.stream_id = @after and last.version = @version and l.file = g.file and l.holder in (select holder from parts) limit 1)) and (@kind::text is null or e.type = @kind)
              and {FirstPage.Written(After, "e", "timestamp")}
              and (@until::timestamptz is null or e.timestamp <= @until)
            order by e.seq_id desc limit @limit) e on true
        left join workspace.person p on p.id::text = e.user_name
        left join workspace.person about on about.id::text = coalesce(e.data ->> 'person', e.data ->> 'investigator', e.data ->> 'owner')
        order by e.seq_id desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        var after = QueryParameters.Pair(After);
        parameters.AddNullable("after", after?.Id);
        parameters.AddWithValue("version", after is { } last ? QueryParameters.Sequence(last.First) ?? 0 : 0);
        parameters.AddNullable("kind", Kind);
        parameters.AddNullable("until", Until?.UtcDateTime);
        parameters.AddNullable("of", Of);
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<TimelineEntry>?> Read(DbDataReader reader, TextKeys keys, CancellationToken cancellation) =>
        await reader.ReadGranted(row => ReadEntry(row, keys), cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => string.Create(CultureInfo.InvariantCulture, $"{row.Version}~{row.Thing}"))
            : null;

    private static TimelineEntry ReadEntry(DbDataReader reader, TextKeys keys) => new(
        reader.GetGuid(0), reader.GetInt64(12), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2),
        Guid.TryParse(reader.GetString(3), out var actor) ? actor : Guid.Empty, reader.GetString(4), reader.GetString(5),
        reader.GetGuid(6), reader.GetString(7), JsonSerializer.Deserialize<JsonElement>(keys.Opened(reader.GetString(8), reader.GetString(2))),
        reader.IsDBNull(9) ? null : reader.GetString(9), reader.IsDBNull(10) ? null : reader.GetString(10), reader.GetString(11));
}
