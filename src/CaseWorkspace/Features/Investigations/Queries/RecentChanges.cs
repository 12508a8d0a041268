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

/// <summary>What others did lately in the files the reader may see, newest first; of each what its timeline shows too (<see cref="HistoryAudiences"/>).</summary>
/// <param name="Reader">Whose own doings are left out.</param>
/// <param name="Since">Nothing older.</param>
/// <param name="Size">How many at the most.</param>
public sealed record RecentChanges(Guid Reader, DateTimeOffset Since, int Size) : ISealedListing<RecentChange>
{
    public Operation Operation => InvestigationOperations.List;

    /// <summary>Whose files are more than this many reads what happened, newest first, until the page is full; others read file by file.</summary>
    private const int Few = 100;

    // Asked of the rare events alone that not everybody sees.
    private static readonly string MayRead =
        $"""
        (e.type in ({HistoryAudiences.SeenByAll}) or (e.type in ({HistoryAudiences.SeenByLead}) and {Answers("e.file")}))
        """;

    private static string Answers(string file) =>
        $"exists (select from workspace.standing(@_actor, @_unit, @_subjects) r where r.scope = {file} and r.relation in ({HistoryAudiences.Answering}))";

    // Sizes stand in the text as numbers: of a limit that it does not know PostgreSQL expects more than a page, and plans for that.
    public string Sql =>
        $"""
        , files as materialized (select scope from visible where kind in ('investigation', 'sub-file')),
        many as materialized (select count(*) > {Few} as many from (select from files limit {Few + 1}) some_of_them),
        latest as (
            (select e.seq_id, e.file
             from (select scope from files where not (select many from many)) h
             cross join lateral (
                select e.seq_id, e.timestamp, e.type, s.file
                from workspace.case_scope s
                join workspace.mt_streams changed on changed.id = s.id and changed.timestamp >= @since
                join workspace.mt_events e on e.stream_id = s.id and e.timestamp >= @since and e.user_name is distinct from @reader
                where s.holder = h.scope offset 0) e
             where {MayRead}
             order by e.timestamp desc, e.seq_id desc limit {Size + 1})
            union all
            (select e.seq_id, e.file
             from (select e.seq_id, e.stream_id, e.timestamp, e.type, e.user_name from workspace.mt_events e
                   where (select many from many) and e.timestamp >= @since order by e.timestamp desc, e.seq_id desc offset 0) happened
             cross join lateral (
                select happened.seq_id, happened.timestamp, happened.type, s.file, s.holder from workspace.case_scope s where s.id = happened.stream_id) e
             where happened.user_name is distinct from @reader and (e.holder in (select scope from files)) is true and {MayRead}
             order by e.timestamp desc, e.seq_id desc limit {Size + 1}))
        select e.seq_id, e.timestamp, e.type, coalesce(p.name, ''), about.name, d.id, d.data ->> 'number', d.data ->> 'title',
               -- What was written stands in the file alone, where reading it is a look.
               (({HistoryAudiences.Details(Answers("latest.file"), "s.withheld_in")})::jsonb - @free)::text, s.number
        from latest
        join workspace.mt_events e on e.seq_id = latest.seq_id
        join workspace.case_scope s on s.id = e.stream_id
        join workspace.mt_doc_investigation d on d.id = latest.file
        left join workspace.person p on p.id::text = e.user_name
        left join workspace.person about on about.id::text = coalesce(e.data ->> 'person', e.data ->> 'investigator', e.data ->> 'owner')
        order by e.timestamp desc, e.seq_id desc limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("since", Since.ToUniversalTime());
        parameters.AddWithValue("reader", Reader.ToString());
        parameters.AddWithValue("free", FreeTexts.Members);
    }

    public RecentChange Read(DbDataReader reader, TextKeys keys) => new(
        reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetGuid(5), reader.GetString(6), reader.GetString(7),
        JsonSerializer.Deserialize<JsonElement>(keys.Opened(reader.GetString(8), reader.GetString(2))), reader.IsDBNull(9) ? null : reader.GetString(9));

    public string Cursor(RecentChange row) => row.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
