using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Tasks;

/// <summary>The instruction or task; answers <see cref="CaseTask"/> as it is stored, to the people of the file, and what the reader can do with it.</summary>
public sealed record TaskDocument(Guid Thing) : IDocumentQuery
{
    public IReadOnlyCollection<string> Kinds => [TaskThings.CaseTask];

    public Operation Operation => TaskOperations.View;

    public string Table => "mt_doc_casetask";

    public string Shown => "d.data";

    public string ActFacts => TaskActs.All.Facts();

    public AskedActs ReadActs(string facts) => TaskActs.All.Read(facts);
}
