using System.Data.Common;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>A row of a list of covert measures.</summary>
/// <param name="Kind">A code of the list <c>covert-measure</c>.</param>
/// <param name="OnWhat">The number, place, account or device; null where the reader has not said yet why they look at the file.</param>
/// <param name="PersonNumber">The number of the record of the person against whom it is directed; null: none is recorded, or it is not open to the reader.</param>
/// <param name="State">A code of the list <c>covert-state</c>.</param>
/// <param name="Notification">A code of the list <c>notification-state</c>; null: it runs.</param>
/// <param name="Until">When its period ends, as extended.</param>
/// <param name="Due">Until when the next act is due; null: none is.</param>
/// <param name="Verb">The act that is due; null: none is.</param>
/// <param name="Level">That of the sub-file in which it lies.</param>
public sealed record MeasureRow(
    Guid Id, Guid File, string FileNumber, string Number, string Kind, string? OnWhat, string? PersonNumber, string State, string? Notification,
    DateTimeOffset Until, DateTimeOffset? Due, string? Verb, DateTimeOffset RecordedAt, string Level)
{
    /// <summary>In which of its texts the words stand that were searched for: see <see cref="FoundText.Field"/>.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <summary>The rows of <c>page (id, holder, file)</c>.</summary>
    /// <param name="told">Says in SQL that the reader is shown what stands in it.</param>
    internal static string Select(string told) =>
        $$"""
        select d.id, page.file, f.number as file_number, d.data ->> 'number' as number, d.data #>> '{content,kind}' as kind,
               case when {{told}} then coalesce(d.data #>> '{content,kindWords}' || ' · ', '') || (d.data #>> '{content,onWhat}') end as on_what,
               (select p.number from workspace.case_scope p where p.id = (d.data #>> '{content,person}')::uuid and p.holder in (page.holder, page.file)) as person_number,
               d.data ->> 'state' as state, d.data ->> 'notification' as notification, (d.data ->> 'until')::timestamptz as until,
               case when s.awaits_due < 'infinity' then s.awaits_due end as due, d.data #>> '{awaits,verb}' as verb,
               (d.data ->> 'recordedAt')::timestamptz as recorded_at, h.level
        from page
        join workspace.mt_doc_covertmeasure d on d.id = page.id
        join workspace.case_scope s on s.id = page.id
        join workspace.case_scope f on f.id = page.file
        join workspace.case_scope h on h.id = page.holder
        """;

    internal static MeasureRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), Text(reader, 5), Text(reader, 6), reader.GetString(7),
        Text(reader, 8), reader.GetFieldValue<DateTimeOffset>(9), reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10), Text(reader, 11),
        reader.GetFieldValue<DateTimeOffset>(12), reader.GetString(13));

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
