using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>The covert measures of one file that lie where the reader is named, the last first.</summary>
/// <param name="Thing">The file, or a sealed sub-file.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record MeasuresOfFile(Guid Thing, string? After, int Size) : IConsultation<Page<MeasureRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => CovertOperations.ListOfFile;

    public string Sql =>
        $"""
        , page as (
            select s.id, s.holder, s.file
            from granted g join workspace.case_scope s on s.file = g.file and s.kind = '{CovertThings.Measure}'
            where s.holder in (select holder from parts) and (@after::uuid is null or s.id < @after) and {FirstPage.Began(After, "s.id")}
            order by s.id desc limit @limit)
        select r.* from granted g left join lateral ({MeasureRow.Select("true")}) r on true
        order by r.id desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", QueryParameters.Id(After));
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<MeasureRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(MeasureRow.Read, cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => row.Id.ToString())
            : null;
}
