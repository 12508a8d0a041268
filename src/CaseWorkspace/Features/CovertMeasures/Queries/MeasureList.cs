using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>The covert measures that lie where the caller is named, the last first; with words, those in whose texts each stands.</summary>
/// <param name="Search">The words; null for all.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record MeasureList(string? Search, string? After, int Size) : IListing<MeasureRow>
{
    private static readonly string Told = QueryPipeline.PurposeIsStated("page.file");

    public Operation Operation => CovertOperations.List;

    public string? AskedFor => AuditFilter.Of((AuditFilter.Words, Search));

    public string Sql =>
        $"""
        {(Search is null ? "" : SearchWords.Narrowed)}
        {Things.Sql}
        , page as (select id, holder, file from listed)
        select r.*, {SearchWords.Matched(Search, "r.id")}
        from ({MeasureRow.Select(Told)}) r
        order by r.id desc
        """;

    public string? RecordedReads => $"select page.holder, page.file from page where {(Search is null ? Told : "true")}";

    private ThingsInOrder Things => new(CovertThings.Measure, "id desc")
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

    public MeasureRow Read(DbDataReader reader) => MeasureRow.Read(reader) with { Matched = reader.GetFieldValue<string[]>(reader.FieldCount - 1) };

    public string Cursor(MeasureRow row) => row.Id.ToString();
}
