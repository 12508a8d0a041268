using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The request itself; answers <see cref="InformationRequest"/>, as far as the reader is shown it: see <see cref="RequestAudiences"/>; and what the reader can do with it.</summary>
public sealed record RequestView(Guid Thing) : IDocumentQuery
{
    public IReadOnlyCollection<string> Kinds => [RequestThings.Request];

    public Operation Operation => InformationRequestOperations.View;

    public string Table => "mt_doc_informationrequest";

    public string Shown => RequestAudiences.Requests.Sql;

    public string Version => RequestAudiences.Version.Sql;

    public IReadOnlyList<string> SealedIn => RequestAudiences.SealedIn;

    public string ActFacts => InformationRequestActs.All.Facts();

    public AskedActs ReadActs(string facts) => InformationRequestActs.All.Read(facts);
}
