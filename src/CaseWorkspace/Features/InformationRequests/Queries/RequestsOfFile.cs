using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The requests of one file, newest first.</summary>
public sealed record RequestsOfFile(Guid Thing, string? After, int Size) : IConsultation<Page<RequestRow>>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation, ThingKind.SubFile];

    public Operation Operation => InformationRequestOperations.ListOfFile;

    public string Sql =>
        $"""
        select d.* from granted g left join lateral (
            select {RequestRow.Columns("true")}
            from workspace.case_scope s join workspace.mt_doc_informationrequest d on d.id = s.id
            where s.file = g.file and s.holder in (select holder from parts) and s.kind = 'request' and (@after::uuid is null or s.id < @after)
            order by s.id desc limit @limit) d on true
        order by d.id desc
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
        parameters.AddNullable("after", Asked.Id(After));
        parameters.AddWithValue("limit", Size + 1);
    }

    public async Task<Page<RequestRow>?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadGranted(RequestRow.Read, cancellation) is { } rows
            ? Platform.Pipeline.Pages.Cut(rows, Size, row => row.Id.ToString())
            : null;
}
