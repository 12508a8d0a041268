using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Evidence;

/// <summary>
/// The item itself; answers <see cref="EvidenceItem"/> as it is stored. A custodian and a liaison officer,
/// who do not work on the file, see it without the prosecutor's opinion; where it is kept is nothing for the liaison officer.
/// </summary>
public sealed record EvidenceDocument(Guid Thing) : IDocumentLook
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Evidence];

    public Operation Operation => EvidenceOperations.View;

    public string Table => "mt_doc_evidenceitem";

    public string Shown =>
        """
        case g.relation
            when 'item-custodian' then d.data || '{"review": null, "reviews": 0}'
            when 'addressed-liaison-officer' then d.data || '{"review": null, "reviews": 0, "custody": null, "offer": null, "offers": 0}'
            else d.data end
        """;
}
