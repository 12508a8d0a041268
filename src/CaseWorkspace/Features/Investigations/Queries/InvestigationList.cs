using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>A row of the list of case files.</summary>
/// <param name="Level"><c>standard</c> or <c>restricted</c>.</param>
public sealed record InvestigationRow(
    Guid Id, string Number, string Title, string State, string Unit, Guid Lead, string LeadName,
    IReadOnlyList<string> Countries, DateTimeOffset OpenedAt, string Level)
{
    /// <summary>In which of its texts the words stand that were searched for: see <see cref="FoundText.Field"/>.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];
}

/// <summary>The files the caller may see; with words, those in whose texts each of them stands.</summary>
/// <param name="Search">The words; null for all files.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
/// <param name="OldestFirst">By the time they were opened, which the index of relations keeps; otherwise newest first.</param>
public sealed record InvestigationList(string? Search, string? After, int Size, bool OldestFirst = false) : IListing<InvestigationRow>
{
    public Operation Operation => InvestigationOperations.List;

    public string? AskedFor => AuditFilter.Of((AuditFilter.Words, Search));

    public string Sql =>
        $"""
        {(Search is null ? "" : SearchWords.Narrowed)}
        {Things.Sql}
        select d.id, d.data ->> 'number', d.data ->> 'title', d.data ->> 'state', d.data ->> 'unit',
               (d.data ->> 'lead')::uuid, coalesce(p.name, ''), array(select jsonb_array_elements_text(d.data -> 'countries')),
               (d.data ->> 'openedAt')::timestamptz, coalesce(d.data ->> 'level', 'standard'),
               {SearchWords.Matched(Search, "d.id")}
        from listed join workspace.mt_doc_investigation d on d.id = listed.id
        left join workspace.person p on p.id = (d.data ->> 'lead')::uuid
        order by d.id {Order}
        """;

    /// <summary>Number and title are the file's name; a person who finds it by its words has learnt that they stand in it.</summary>
    public string? RecordedReads => Search is null ? null : "select id as holder, id as file from listed";

    private string Order => OldestFirst ? "asc" : "desc";

    private ThingsInOrder Things => new(ThingKind.Investigation, "id " + Order)
    {
        Behind = QueryParameters.BehindId(After, OldestFirst),
        Where = $"{FirstPage.Began(After, "thing.id")} and {(Search is null ? "true" : SearchWords.Found("thing.id"))}",
        ByWords = Search is not null,
    };

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", QueryParameters.Id(After));
        if (Search is not null)
        {
            parameters.AddWithValue("words", SearchWords.ToQueries(Search));
        }
    }

    public InvestigationRow Read(DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
        reader.GetGuid(5), reader.GetString(6), reader.GetFieldValue<string[]>(7), reader.GetFieldValue<DateTimeOffset>(8),
        reader.GetString(9))
    {
        Matched = reader.GetFieldValue<string[]>(10),
    };

    public string Cursor(InvestigationRow row) => row.Id.ToString();
}
