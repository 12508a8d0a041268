using System.Data.Common;
using System.Text.Json;
using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.Chronology;

/// <summary>A row of a list of the chronology.</summary>
/// <param name="State">A code of the list <c>occurrence-state</c>.</param>
/// <param name="Earliest">The first minute in which it can have happened.</param>
/// <param name="Latest">The last one.</param>
/// <param name="Content">What it says; null where the reader has not said yet why they look at the file.</param>
/// <param name="Named">The people and sources that it names, by id, of those that are open to the reader.</param>
/// <param name="Level">That of its file or its sealed sub-file.</param>
public sealed record OccurrenceRow(
    Guid Id, Guid File, string FileNumber, string Number, string State, DateTimeOffset Earliest, DateTimeOffset Latest, OccurrenceContent? Content,
    IReadOnlyDictionary<Guid, CitedThing> Named, DateTimeOffset RecordedAt, string Level)
{
    /// <summary>In which of its texts the words stand that were searched for: see <see cref="FoundText.Field"/>.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <summary>When it can have happened at the earliest, as SQL on the document <c>d</c>: in one form and in UTC, so that the order of the texts is that of the times.</summary>
    internal const string Began = "(d.data ->> 'earliest') collate \"C\"";

    /// <summary>The rows of <c>page (id, holder, file)</c>.</summary>
    /// <param name="told">Says in SQL that the reader is shown what stands in it.</param>
    internal static string Select(string told) =>
        $$"""
        select d.id, page.file, f.number as file_number, d.data ->> 'number' as number, d.data ->> 'state' as state,
               (d.data ->> 'earliest')::timestamptz as earliest, (d.data ->> 'latest')::timestamptz as latest,
               case when {{told}} then (d.data -> 'content')::text end as content,
               case when {{told}} then {{CitedThing.OpenOf(CitedThing.At("$.content.people[*]", "$.content.restsOn[*]"), "page.holder", AllFeatures.Things.Called)}} else '{}' end as named,
               (d.data ->> 'recordedAt')::timestamptz as recorded_at, h.level
        from page
        join workspace.mt_doc_occurrence d on d.id = page.id
        join workspace.case_scope h on h.id = page.holder
        join workspace.case_scope f on f.id = page.file
        """;

    internal static OccurrenceRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
        reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<DateTimeOffset>(6),
        reader.IsDBNull(7) ? null : JsonSerializer.Deserialize<OccurrenceContent>(reader.GetString(7), WorkspaceJson.Stored),
        JsonSerializer.Deserialize<Dictionary<Guid, CitedThing>>(reader.GetString(8), WorkspaceJson.Stored)!,
        reader.GetFieldValue<DateTimeOffset>(9), reader.GetString(10));
}
