using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Evidence;

/// <summary>The item itself; answers <see cref="EvidenceSeen"/>, see <see cref="EvidenceAudiences"/>; and what the reader can do with it.</summary>
public sealed record EvidenceDocument(Guid Thing) : IDocumentQuery
{
    public IReadOnlyCollection<string> Kinds => [EvidenceThings.Item];

    public Operation Operation => EvidenceOperations.View;

    public string Table => "mt_doc_evidenceitem";

    public string Joined => SealedContent.Joined;

    public string Shown => EvidenceAudiences.Items.Sql;

    public string Version => EvidenceAudiences.Version.Sql;

    public IReadOnlyList<string> SealedIn => [SealedContent.Event];

    public string ActFacts => EvidenceActs.Facts;

    public AskedActs ReadActs(string facts) => EvidenceActs.All.Read(facts);
}
