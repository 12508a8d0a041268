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
        , mine as (
            select id, bool_or(whole) as whole, bool_or(home) as home{(ByDue ? ", coalesce(min(due), 'infinity') as due" : "")} from (
                select v.scope as id, false as whole, v.relation in ({Audience.Codes(Audience.OfTheFile)}) as home{Due} from held v{(ByDue ? " join workspace.case_scope s on s.id = v.scope and s.kind = 'request'" : "")} where v.kind = 'request'
                union all
                select s.id, true, true{Due} from workspace.case_scope s join visible v on v.scope = s.holder where s.kind = 'request') one
            group by id)
        , found as (
            select * from (select * from mine where {Behind} order by {Order} offset 0) request
            where {(Search is null ? "true" : SearchWords.Found("request.id", "request.whole"))} and {FirstPage.Began(After, "request.id")})
        , first_rows as (
            select found.* from found join workspace.mt_doc_informationrequest d on d.id = found.id
            where @direction::text is null or d.data ->> 'direction' = @direction
            order by {(ByDue ? "found.due, found.id" : "found." + Order)} limit @_limit)
        , page as (
            select r.*, s.holder, s.file, (not r.whole or {QueryPipeline.PurposeIsStated("s.file")}) as told
            from first_rows r join workspace.case_scope s on s.id = r.id)
        select {RequestRow.Columns("page.whole", "page.home", "page.told")}, {SearchWords.Matched(Search, "d.id", "page.whole")}
        from page join workspace.mt_doc_informationrequest d on d.id = page.id
        order by {(ByDue ? "page.due, page.id" : "d." + Order)}
        """;

    public string? RecordedReads => $"select holder, file from page where {(Search is null ? "told" : "true")}";

    // Read from the index that finds the requests: case_scope_of_kind holds it.
    private string Due => ByDue ? ", s.awaits_due as due" : "";

    private string Behind => ByDue ? DueOrder.Behind : $"@after::uuid is null or id {(OldestFirst ? '>' : '<')} @after";

    private string Order => ByDue ? "due, id" : OldestFirst ? "id asc" : "id desc";

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

    public string Cursor(RequestRow row) => ByDue ? DueOrder.Cursor(row) : row.Id.ToString();
}
