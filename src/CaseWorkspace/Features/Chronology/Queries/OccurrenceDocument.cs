using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Chronology;

/// <summary>The entry; answers <see cref="Occurrence"/> as it is stored, to the people of the file, and what the reader can do with it.</summary>
public sealed record OccurrenceDocument(Guid Thing) : IDocumentQuery
{
    public IReadOnlyCollection<string> Kinds => [ChronologyThings.Occurrence];

    public Operation Operation => ChronologyOperations.View;

    public string Table => "mt_doc_occurrence";

    public string Shown => "d.data";

    public string ActFacts => ChronologyActs.All.Facts();

    public AskedActs ReadActs(string facts) => ChronologyActs.All.Read(facts);
}
