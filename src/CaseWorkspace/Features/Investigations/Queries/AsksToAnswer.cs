using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Who waits to be let into a file that the reader leads or supervises, oldest first.</summary>
public sealed record AsksToAnswer(string? After, int Size) : IListing<AccessAskRow>
{
    public Operation Operation => InvestigationOperations.ListAsks;

    public string Sql =>
        $"""
        select d.id, s.file, {AccessAskRow.Columns}
        from visible v
        join workspace.case_scope s on s.holder = v.scope and s.kind = 'access-ask'
        join workspace.mt_doc_accessask d on d.id = s.id and d.data ->> 'state' = 'waiting'
        left join workspace.person p on p.id = (d.data ->> 'by')::uuid
        where v.kind = 'investigation' and (@after::uuid is null or d.id > @after) and {FirstPage.Began(After, "d.id")}
        order by d.id limit @_limit
        """;

    public void Bind(NpgsqlParameterCollection parameters) =>
        parameters.AddNullable("after", Asked.Id(After));

    public AccessAskRow Read(DbDataReader reader) => AccessAskRow.Read(reader);

    public string Cursor(AccessAskRow row) => row.Id.ToString();
}
