using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.People;

/// <summary>Who a protected person is; answers <see cref="ProtectedIdentity"/> as it is stored, to those named where it is kept, and what the reader can do with it.</summary>
public sealed record IdentityDocument(Guid Thing) : IDocumentQuery
{
    public IReadOnlyCollection<string> Kinds => [PeopleThings.Identity];

    public Operation Operation => PeopleOperations.ViewIdentity;

    public string Table => "mt_doc_protectedidentity";

    public string Shown => "d.data";

    public string ActFacts => PeopleActs.OfIdentity.Facts();

    public AskedActs ReadActs(string facts) => PeopleActs.OfIdentity.Read(facts);
}
