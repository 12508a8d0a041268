using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>A question for access, before it is answered: why somebody asks is a text of the file, and reading it a look at that.</summary>
public sealed record AskToAnswer(Guid Thing) : IConsultation<AccessAskRow>
{
    public IReadOnlyCollection<string> Kinds => [InvestigationThings.AccessAsk];

    public Operation Operation => InvestigationOperations.ListAsks;

    public string Sql =>
        $"""
        select d.id, g.file, {AccessAskRow.Columns("true")}
        from granted g join workspace.mt_doc_accessask d on d.id = g.id
        left join workspace.person p on p.id = (d.data ->> 'by')::uuid
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public async Task<AccessAskRow?> Read(DbDataReader reader, CancellationToken cancellation) =>
        await reader.ReadAsync(cancellation) ? AccessAskRow.Read(reader) : null;
}
