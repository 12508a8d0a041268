using System.Data.Common;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>Something that has to have happened until a time. It says nothing of the content: numbers, and what kind of deadline it is.</summary>
/// <param name="Id">The thing that has the deadline.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">By which people know it; null: it has none.</param>
/// <param name="Rule">Of a clock, the rule by which the next limit is counted: a code of the list <c>limit-rule</c>; null of everything else.</param>
/// <param name="PersonNumber">Of a clock, the number of the person whom it concerns; null: of nobody.</param>
/// <param name="Level">That of its file or its sealed sub-file.</param>
public sealed record DeadlineRow(
    Guid Id, string Kind, string? Number, string? Rule, string? PersonNumber, Guid File, string FileNumber, DateTimeOffset Due, string Level)
{
    /// <summary>What has to have happened, in the reader's language.</summary>
    [JsonIgnore]
    public string What => Rule is null ? Texts.Get($"thing.{Kind}.due") : CodeLists.Label("limit-rule", Rule);

    /// <summary>The rows of <c>page (id, holder, file, due)</c>.</summary>
    internal static string Select =>
        $$"""
        select s.id, s.kind, s.number, d.data #>> '{awaits,rule}' as rule,
               (select p.number from workspace.case_scope p where p.id = (d.data ->> 'person')::uuid and p.holder in (s.holder, s.file)) as person_number,
               page.file, f.number as file_number, page.due, h.level
        from page
        join workspace.case_scope s on s.id = page.id
        join workspace.case_scope f on f.id = page.file
        join workspace.case_scope h on h.id = page.holder
        left join workspace.mt_doc_caseclock d on d.id = page.id and s.kind = '{{DeadlineThings.Clock}}'
        """;

    internal static DeadlineRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), Text(reader, 2), Text(reader, 3), Text(reader, 4), reader.GetGuid(5), reader.GetString(6),
        reader.GetFieldValue<DateTimeOffset>(7), reader.GetString(8));

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
