using System.Data.Common;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;

namespace CaseWorkspace.Features.Evidence;

/// <summary>
/// The item itself; answers <see cref="EvidenceItem"/> as it is stored. A custodian and a liaison officer,
/// who do not work on the file, see it without the prosecutor's opinion; where it is kept is nothing for the liaison officer.
/// </summary>
public sealed record EvidenceDocument(Guid Thing) : IConsultation<StoredDocument>
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Evidence];

    public Operation Operation => EvidenceOperations.View;

    public string Sql =>
        """
        select convert_to((case g.relation
                               when 'item-custodian' then d.data || '{"review": null, "reviews": 0}'
                               when 'addressed-liaison-officer'
                                   then d.data || '{"review": null, "reviews": 0, "custody": null, "offer": null, "offers": 0}'
                               else d.data end)::text, 'UTF8'),
               d.mt_version::bigint
        from granted g join workspace.mt_doc_evidenceitem d on d.id = g.id
        """;

    public void Bind(NpgsqlParameterCollection parameters)
    {
    }

    public Task<StoredDocument?> Read(DbDataReader reader, CancellationToken cancellation) =>
        StoredDocument.Read(reader, cancellation);
}
