using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Investigations;

/// <summary>The case file itself; answers <see cref="Investigation"/> as it is stored, and what the reader can do with it.</summary>
public sealed record InvestigationFile(Guid Thing) : IDocumentQuery
{
    public IReadOnlyCollection<string> Kinds => [ThingKind.Investigation];

    public Operation Operation => InvestigationOperations.View;

    public string Table => "mt_doc_investigation";

    public string Shown => "d.data";

    public string ActFacts => InvestigationActs.OfFile.Facts();

    public AskedActs ReadActs(string facts) => InvestigationActs.OfFile.Read(facts);
}
