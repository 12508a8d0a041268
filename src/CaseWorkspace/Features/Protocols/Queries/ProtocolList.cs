using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Protocols;

/// <summary>The protocols in the files that the caller may see, the last first; with words, those in whose texts each stands.</summary>
/// <param name="Search">The words; null for all.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record ProtocolList(string? Search, string? After, int Size) : IListing<ProtocolRow>
{
    private static readonly string Told = QueryPipeline.PurposeIsStated("page.file");

    public Operation Operation => ProtocolOperations.List;

    public string? AskedFor => AuditFilter.Of((AuditFilter.Words, Search));

    public string Sql =>
        $"""
        {(Search is null ? "" : SearchWords.Narrowed)}
        {Things.Sql}
        , page as (select id, file from listed)
        select r.*, {SearchWords.Matched(Search, "r.id")}
        from ({ProtocolRow.Select(Told)}) r
        order by r.id desc
        """;

    public string? RecordedReads => $"select s.holder, page.file from page join workspace.case_scope s on s.id = page.id where {(Search is null ? Told : "true")}";

    private ThingsInOrder Things => new(ProtocolThings.Protocol, "id desc")
    {
        Behind = QueryParameters.BehindId(After, oldestFirst: false),
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

    public ProtocolRow Read(DbDataReader reader) => ProtocolRow.Read(reader) with { Matched = reader.GetFieldValue<string[]>(reader.FieldCount - 1) };

    public string Cursor(ProtocolRow row) => row.Id.ToString();
}
