using System.Data.Common;
using System.Text.Json;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Something that somebody else did in one of the reader's files.</summary>
/// <param name="ThingNumber">The number of what it was done to; null when it has none.</param>
public sealed record RecentChange(
    long Sequence, DateTimeOffset At, string Kind, string ActorName, string? SubjectName, Guid File, string Number, string Title,
    JsonElement Details, string? ThingNumber);

/// <summary>What others did lately in the files the reader may see, newest first.</summary>
/// <param name="Reader">Whose own doings are left out.</param>
/// <param name="Since">Nothing older.</param>
/// <param name="Size">How many at the most.</param>
public sealed record RecentChanges(Guid Reader, DateTimeOffset Since, int Size) : IListing<RecentChange>
{
    public Operation Operation => InvestigationOperations.ViewTimeline;

    public string Sql =>
        """
        select e.seq_id, e.timestamp, e.type, coalesce(p.name, ''), about.name, d.id, d.data ->> 'number', d.data ->> 'title', e.data::text, s.number
        from (select scope from visible where kind in ('investigation', 'sub-file')) v
        join workspace.case_scope s on s.holder = v.scope
        and (s.kind <> 'access-ask' or exists (
            select from workspace.standing(@_actor, @_unit, @_subjects) r where r.scope = s.file and r.relation in ('lead', 'unit-supervisor')))
        join workspace.mt_streams changed on changed.id = s.id and changed.timestamp >= @since
        join workspace.mt_events e on e.stream_id = s.id and e.timestamp >= @since and e.user_name is distinct from @reader
        join workspace.mt_doc_investigation d on d.id = s.file
        left join workspace.person p on p.id::text = e.user_name
        left join workspace.person about on about.id::text = coalesce(e.data ->> 'person', e.data ->> 'investigator')
        order by e.seq_id desc limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("since", Since.ToUniversalTime());
        parameters.AddWithValue("reader", Reader.ToString());
    }

    public RecentChange Read(DbDataReader reader) => new(
        reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetGuid(5), reader.GetString(6), reader.GetString(7),
        JsonSerializer.Deserialize<JsonElement>(reader.GetString(8)), reader.IsDBNull(9) ? null : reader.GetString(9));

    public string Cursor(RecentChange row) => row.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
