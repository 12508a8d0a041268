using System.Data.Common;
using System.Text.Json;

namespace CaseWorkspace.Features.People;

/// <summary>A row of a list of people.</summary>
/// <param name="Name">The first name of the record; null where the reader has not said yet why they look at the file.</param>
/// <param name="Born">Null likewise, or not known.</param>
/// <param name="Status">A code of the list <c>procedural-status</c>; null: none.</param>
/// <param name="Category">A code of the list <c>analytic-category</c>; null: none.</param>
/// <param name="Qualifications">Those that hold, shortest form, e.g. <c>19, 344²(2)(a)</c>.</param>
/// <param name="Screening">A code of the list <c>screening-state</c>; null: none is owed.</param>
/// <param name="Level">That of its file or its sealed sub-file.</param>
/// <param name="IsProtected">Whether <paramref name="Name"/> is an alias: who the person is, is kept apart.</param>
/// <param name="IsRestricted">Whether nothing but the number is listed: see <see cref="RestrictRecord"/>.</param>
public sealed record PersonRow(
    Guid Id, Guid File, string FileNumber, string Number, string? Name, string? Born, string? Status, string? Category,
    IReadOnlyList<string> Qualifications, string? Screening, DateTimeOffset RecordedAt, string Level, bool IsProtected, bool IsRestricted)
{
    /// <summary>In which of its texts the words stand that were searched for: see <see cref="FoundText.Field"/>.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <summary>The rows of <c>page (id, file)</c>.</summary>
    /// <param name="told">Says in SQL that the reader is shown what stands of the person.</param>
    internal static string Select(string told) =>
        $$"""
        select d.id, page.file, f.number as file_number, d.data ->> 'number' as number,
               case when {{told}} and not ({{PersonAudiences.IsRestricted}}) then d.data #>> '{description,names,0,text}' end as name,
               case when {{told}} and not ({{PersonAudiences.IsRestricted}}) then d.data #>> '{description,born}' end as born,
               case when {{told}} and not ({{PersonAudiences.IsRestricted}}) then d.data #>> '{status,code}' end as status,
               case when {{told}} and not ({{PersonAudiences.IsRestricted}}) then d.data #>> '{category,code}' end as category,
               case when {{told}} and not ({{PersonAudiences.IsRestricted}}) then coalesce(jsonb_path_query_array(d.data, '$.qualifications[*].content'), '[]') else '[]' end::text as qualifications,
               case when {{told}} and not ({{PersonAudiences.IsRestricted}}) then d.data #>> '{screening,state}' end as screening,
               (d.data ->> 'recordedAt')::timestamptz as recorded_at,
               (select h.level from workspace.case_scope s join workspace.case_scope h on h.id = s.holder where s.id = d.id) as level,
               d.data -> 'protection' is not null and jsonb_typeof(d.data -> 'protection') = 'object' as is_protected,
               {{PersonAudiences.IsRestricted}} as is_restricted
        from page
        join workspace.mt_doc_recordedperson d on d.id = page.id
        join workspace.case_scope f on f.id = page.file
        """;

    internal static PersonRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), Text(reader, 4), Text(reader, 5), Text(reader, 6), Text(reader, 7),
        [.. JsonSerializer.Deserialize<List<QualificationContent>>(reader.GetString(8), WorkspaceJson.Stored)!.Select(QualificationWords.Of)],
        Text(reader, 9), reader.GetFieldValue<DateTimeOffset>(10), reader.GetString(11), reader.GetBoolean(12), reader.GetBoolean(13));

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
