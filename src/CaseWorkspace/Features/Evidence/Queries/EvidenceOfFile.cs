using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Evidence;

/// <summary>The items of one file, newest first.</summary>
public sealed record EvidenceOfFile(Guid Thing, string? After, int Size) : IConsultation<Page<EvidenceRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => EvidenceOperations.ListOfFile;

    public string Sql =>
        $"""
        , page as (
            select s.id, s.file, true as whole, true as numbered, s.number as label
            from granted g join workspace.case_scope s on s.file = g.file and s.kind = 'evidence'
            where s.holder in (select holder from parts) and (@after::uuid is null or s.id < @after) and {FirstPage.Began(After, "s.id")}
            order by s.id desc limit @limit)
        select r.* from granted g left join lateral ({EvidenceRow.Select("true")}) r on true
        order by r.id desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", QueryParameters.Id(After));
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<EvidenceRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(EvidenceRow.Read, cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => row.Id.ToString())
            : null;
}
