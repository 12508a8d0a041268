using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>All requests the caller may see, by the time they were drafted or registered, or by when the answer is due.</summary>
/// <param name="Search">Words that must all stand in the request; null for all.</param>
/// <param name="Direction">Only incoming or outgoing; null for both.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
/// <param name="OldestFirst">Otherwise newest first.</param>
/// <param name="ByDue">By <see cref="DueOrder"/> instead.</param>
public sealed record RequestList(
    string? Search, string? Direction, string? After, int Size, bool OldestFirst = false, bool ByDue = false) : IListing<RequestRow>
{
    public Operation Operation => InformationRequestOperations.List;

    public string? AskedFor => AuditFilter.Of((AuditFilter.Words, Search), ("direction", Direction));

    public string Sql =>
        $"""
        {(Search is null ? "" : SearchWords.Narrowed)}
        {Things.Sql}
        , page as (
            select listed.*, {Whole("listed")} as whole, {Home("listed")} as home, (not {Whole("listed")} or {QueryPipeline.PurposeIsStated("listed.file")}) as told
            from listed)
        select {RequestRow.Columns("page.whole", "page.home", "page.told")}, {SearchWords.Matched(Search, "d.id", "page.whole")}
        from page join workspace.mt_doc_informationrequest d on d.id = page.id
        order by {(ByDue ? "page.due, page.id" : "d." + Order)}
        """;

    public string? RecordedReads => $"select holder, file from page where {(Search is null ? "told" : "true")}";

    private string Order => ByDue ? "due, id" : OldestFirst ? "id asc" : "id desc";

    private ThingsInOrder Things => new(RequestThings.Request, Order)
    {
        Columns = ByDue ? $", {ThingsInOrder.Due} as due" : "",
        Behind = ByDue ? DueOrder.BehindOf(After) : QueryParameters.BehindId(After, OldestFirst),
        Where = $"{FirstPage.Began(After, "thing.id")} and {Directed} and {(Search is null ? "true" : SearchWords.Found("thing.id", Whole("thing")))}",
        ByWords = Search is not null,
    };

    private string Directed => Direction is null ? "true"
        : "exists (select from workspace.mt_doc_informationrequest d where d.id = thing.id and d.data ->> 'direction' = @direction)";

    private static string Whole(string request) => $"({request}.around is not null)";

    private static string Home(string request) =>
        $"({request}.around is not null or coalesce({request}.own && array[{Audience.Codes(Audience.OfTheFile)}]::text[], false))";

    public void Bind(NpgsqlParameterCollection parameters)
    {
        if (ByDue)
        {
            DueOrder.Bind(parameters, After);
        }
        else
        {
            parameters.AddNullable("after", QueryParameters.Id(After));
        }

        parameters.AddNullable("direction", Direction);
        if (Search is not null)
        {
            parameters.AddWithValue("words", SearchWords.ToQueries(Search));
        }
    }

    public RequestRow Read(DbDataReader reader) =>
        RequestRow.Read(reader) with { Matched = reader.GetFieldValue<string[]>(reader.FieldCount - 1) };

    public string Cursor(RequestRow row) => ByDue ? DueOrder.Cursor(row.WaitsUntil, row.Id) : row.Id.ToString();
}
