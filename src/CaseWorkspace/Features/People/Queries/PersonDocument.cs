using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.People;

/// <summary>The person's record; answers <see cref="RecordedPerson"/> to the people of the file (see <see cref="PersonAudiences"/>), and what the reader can do with it.</summary>
public sealed record PersonDocument(Guid Thing) : IDocumentQuery
{
    public IReadOnlyCollection<string> Kinds => [PeopleThings.Person];

    public Operation Operation => PeopleOperations.View;

    public string Table => "mt_doc_recordedperson";

    public string Shown => PersonAudiences.Shown;

    public string ActFacts => PeopleActs.All.Facts();

    public AskedActs ReadActs(string facts) => PeopleActs.All.Read(facts);
}
