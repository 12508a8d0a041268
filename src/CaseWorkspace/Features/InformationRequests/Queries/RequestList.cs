using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>All requests the caller may see, by the time they were drafted or registered.</summary>
/// <param name="Search">Words that must all stand in the request; null for all.</param>
/// <param name="Direction">Only incoming or outgoing; null for both.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
/// <param name="OldestFirst">Otherwise newest first.</param>
public sealed record RequestList(string? Search, string? Direction, string? After, int Size, bool OldestFirst = false) : IListing<RequestRow>
{
    public Operation Operation => InformationRequestOperations.List;

    public string Sql =>
        $"""
        , mine as (
            select v.scope as id from visible v where v.kind = 'request'
            union
            select s.id from workspace.case_scope s join visible v on v.scope = s.holder where s.kind = 'request')
        select {RequestRow.Columns}
        from mine join workspace.mt_doc_informationrequest d on d.id = mine.id
        where (@after::uuid is null or d.id {(OldestFirst ? '>' : '<')} @after)
          and (@direction::text is null or d.data ->> 'direction' = @direction)
          and (@words::text[] is null or d.id in (
            select t.source from unnest(@words) as word join workspace.case_text t on t.words @@ word::tsquery
            group by t.source having count(distinct word) = cardinality(@words)))
        order by d.id {(OldestFirst ? "asc" : "desc")} limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", Guid.TryParse(After, out var id) ? id : (Guid?)null);
        parameters.AddNullable("direction", Direction);
        parameters.Add(new NpgsqlParameter("words", NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text)
        {
            Value = Search is null ? DBNull.Value : SearchWords.ToQueries(Search),
        });
    }

    public RequestRow Read(DbDataReader reader) => RequestRow.Read(reader);

    public string Cursor(RequestRow row) => row.Id.ToString();
}
