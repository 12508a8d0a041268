using System.Data.Common;

namespace CaseWorkspace.Features.Protocols;

/// <summary>A row of a list of protocols.</summary>
/// <param name="Action">A code of the list <c>investigative-action</c>.</param>
/// <param name="ActionWords">What kind of action it is, where the list has none; null where the reader has not said yet why they look at the file.</param>
/// <param name="Place">Null likewise.</param>
/// <param name="Began">When the action began.</param>
/// <param name="DoneBy">The name of the colleague who did the action; null: never signed in.</param>
/// <param name="State">A code of the list <c>protocol-state</c>.</param>
/// <param name="ControlDue">Until when a court has still to control the action; null: it has not, or no control is owed.</param>
/// <param name="Exhibits">How many items were registered from it.</param>
/// <param name="Level">That of its file or its sealed sub-file.</param>
public sealed record ProtocolRow(
    Guid Id, Guid File, string FileNumber, string Number, string Action, string? ActionWords, string? Place, DateTimeOffset Began, string? DoneBy, string State,
    DateTimeOffset? ControlDue, int Exhibits, DateTimeOffset DraftedAt, string Level)
{
    /// <summary>In which of its texts the words stand that were searched for: see <see cref="FoundText.Field"/>.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <summary>The rows of <c>page (id, file)</c>.</summary>
    /// <param name="told">Says in SQL that the reader is shown what stands in it.</param>
    internal static string Select(string told) =>
        $$"""
        select d.id, page.file, f.number as file_number, d.data ->> 'number' as number, d.data #>> '{content,action}' as action,
               case when {{told}} then d.data #>> '{content,actionWords}' end as action_words,
               case when {{told}} then d.data #>> '{content,place}' end as place,
               (d.data #>> '{content,began}')::timestamptz as began,
               (select p.name from workspace.person p where p.id = (d.data #>> '{content,doneBy}')::uuid) as done_by,
               d.data ->> 'state' as state, case when s.awaits_due < 'infinity' then s.awaits_due end as control_due,
               jsonb_array_length(d.data -> 'exhibits') as exhibits, (d.data ->> 'draftedAt')::timestamptz as drafted_at,
               (select h.level from workspace.case_scope h where h.id = s.holder) as level
        from page
        join workspace.mt_doc_actionprotocol d on d.id = page.id
        join workspace.case_scope s on s.id = page.id
        join workspace.case_scope f on f.id = page.file
        """;

    internal static ProtocolRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), Text(reader, 5), Text(reader, 6),
        reader.GetFieldValue<DateTimeOffset>(7), Text(reader, 8), reader.GetString(9), reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10),
        reader.GetInt32(11), reader.GetFieldValue<DateTimeOffset>(12), reader.GetString(13));

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
