using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.People;

/// <summary>The people recorded in the files that the caller may see; with words, those in whose names or facts each stands.</summary>
/// <param name="Search">The words; null for all.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
/// <param name="OldestFirst">By the time they were recorded, which their ids keep; otherwise newest first.</param>
public sealed record PeopleList(string? Search, string? After, int Size, bool OldestFirst = false) : IListing<PersonRow>
{
    private static readonly string Told = QueryPipeline.PurposeIsStated("page.file");

    public Operation Operation => PeopleOperations.List;

    public string? AskedFor => AuditFilter.Of((AuditFilter.Words, Search));

    public string Sql =>
        $"""
        {(Search is null ? "" : SearchWords.Narrowed)}
        {Things.Sql}
        , page as (select id, file from listed)
        select r.*, {SearchWords.Matched(Search, "r.id")}
        from ({PersonRow.Select(Told)}) r
        order by r.id {Order}
        """;

    public string? RecordedReads => $"select s.holder, page.file from page join workspace.case_scope s on s.id = page.id where {(Search is null ? Told : "true")}";

    private string Order => OldestFirst ? "asc" : "desc";

    private ThingsInOrder Things => new(PeopleThings.Person, "id " + Order)
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

    public PersonRow Read(DbDataReader reader) => PersonRow.Read(reader) with { Matched = reader.GetFieldValue<string[]>(reader.FieldCount - 1) };

    public string Cursor(PersonRow row) => row.Id.ToString();
}
