using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The sealed sub-file; answers <see cref="SubFile"/> as it is stored, to those named in it.</summary>
public sealed record SubFileView(Guid Thing) : IConsultation<StoredDocument>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.SubFile];

    public Operation Operation => InvestigationOperations.ViewSubFile;

    public string Sql =>
        """
        select convert_to(d.data::text, 'UTF8'), d.mt_version::bigint
        from granted g join workspace.mt_doc_subfile d on d.id = g.id
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public Task<StoredDocument?> Read(DbDataReader reader, CancellationToken cancellation) => StoredDocument.Read(reader, cancellation);
}
