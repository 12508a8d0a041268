using System.Data.Common;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Codes;

namespace CaseWorkspace.Features.Tasks;

/// <summary>A row of a list of instructions and tasks.</summary>
/// <param name="Ground">A code of the list <c>task-ground</c>.</param>
/// <param name="Title">Null where it has none, or the reader has not said yet why they look at the file.</param>
/// <param name="Text">How its text begins; null likewise.</param>
/// <param name="Owner">Who is to do it; null: the person who leads the file.</param>
/// <param name="OwnerName">That person's name.</param>
/// <param name="Due">Until when; null: without a deadline.</param>
/// <param name="State">A code of the list <c>task-state</c>.</param>
/// <param name="Level">That of its file or its sealed sub-file.</param>
public sealed record TaskRow(
    Guid Id, Guid File, string FileNumber, string Number, string Ground, string? Title, string? Text, Guid? Owner, string? OwnerName, DateTimeOffset? Due,
    string State, DateTimeOffset MadeAt, string Level)
{
    /// <summary>In which of its texts the words stand that were searched for: see <see cref="FoundText.Field"/>.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <summary>What it says, in a line; null where the reader is not told.</summary>
    [JsonIgnore]
    public string? Summary => SummaryOf(Ground, Title, Text);

    /// <summary>Whether somebody is waited for.</summary>
    [JsonIgnore]
    public bool IsOpen => State is CaseTask.States.Open or CaseTask.States.Reported;

    /// <summary>What one says in a line: its title, or how its text begins.</summary>
    internal static string? SummaryOf(string ground, string? title, string? text) =>
        title ?? (text is null ? null : ground is CaseTask.Grounds.FollowUp ? $"{CodeLists.Label("task-ground", ground)}: {text}" : text);

    /// <summary>The rows of <c>page (id, file)</c>.</summary>
    /// <param name="told">Says in SQL that the reader is shown what stands in it.</param>
    internal static string Select(string told) =>
        $$"""
        select d.id, page.file, f.number as file_number, d.data ->> 'number' as number, d.data ->> 'ground' as ground,
               case when {{told}} then d.data ->> 'title' end as title,
               case when {{told}} then left(d.data ->> 'text', 300) end as text,
               (d.data ->> 'owner')::uuid as owner, (select p.name from workspace.person p where p.id = (d.data ->> 'owner')::uuid) as owner_name,
               (d.data ->> 'due')::timestamptz as due, d.data ->> 'state' as state, (d.data ->> 'madeAt')::timestamptz as made_at,
               (select h.level from workspace.case_scope s join workspace.case_scope h on h.id = s.holder where s.id = d.id) as level
        from page
        join workspace.mt_doc_casetask d on d.id = page.id
        join workspace.case_scope f on f.id = page.file
        """;

    internal static TaskRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), TextOf(reader, 5), TextOf(reader, 6),
        reader.IsDBNull(7) ? null : reader.GetGuid(7), TextOf(reader, 8), reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9), reader.GetString(10),
        reader.GetFieldValue<DateTimeOffset>(11), reader.GetString(12));

    private static string? TextOf(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
