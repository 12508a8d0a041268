using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The case file itself; answers <see cref="Investigation"/> as it is stored.</summary>
public sealed record InvestigationFile(Guid Thing) : IConsultation<StoredDocument>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation];

    public Operation Operation => InvestigationOperations.View;

    public string Sql =>
        "select convert_to(d.data::text, 'UTF8'), d.mt_version::bigint from granted g join workspace.mt_doc_investigation d on d.id = g.id";

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public Task<StoredDocument?> Read(DbDataReader reader, CancellationToken cancellation) =>
        StoredDocument.Read(reader, cancellation);
}
