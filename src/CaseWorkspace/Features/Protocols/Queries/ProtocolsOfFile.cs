using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Protocols;

/// <summary>The protocols of one file, the last first.</summary>
/// <param name="Thing">The file, or a sealed sub-file.</param>
/// <param name="After">The cursor.</param>
/// <param name="Size">How many at the most.</param>
public sealed record ProtocolsOfFile(Guid Thing, string? After, int Size) : IConsultation<Page<ProtocolRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => ProtocolOperations.ListOfFile;

    public string Sql =>
        $"""
        , page as (
            select s.id, s.file
            from granted g join workspace.case_scope s on s.file = g.file and s.kind = '{ProtocolThings.Protocol}'
            where s.holder in (select holder from parts) and (@after::uuid is null or s.id < @after) and {FirstPage.Began(After, "s.id")}
            order by s.id desc limit @limit)
        select r.* from granted g left join lateral ({ProtocolRow.Select("true")}) r on true
        order by r.id desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", QueryParameters.Id(After));
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<ProtocolRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(ProtocolRow.Read, cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => row.Id.ToString())
            : null;
}
