using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>The clock; answers <see cref="CaseClock"/> as it is stored, to the people of the file, and what the reader can do with it.</summary>
public sealed record ClockDocument(Guid Thing) : IDocumentQuery
{
    public IReadOnlyCollection<string> Kinds => [DeadlineThings.Clock];

    public Operation Operation => DeadlineOperations.View;

    public string Table => "mt_doc_caseclock";

    public string Shown => "d.data";

    public string ActFacts => DeadlineActs.All.Facts();

    public AskedActs ReadActs(string facts) => DeadlineActs.All.Read(facts);
}
