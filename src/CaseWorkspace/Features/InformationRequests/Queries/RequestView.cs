using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// The request itself; answers <see cref="InformationRequest"/> as it is stored. The liaison officer, through whom it leaves,
/// sees the answer to an incoming request only once its release is authorised.
/// </summary>
public sealed record RequestView(Guid Thing) : IDocumentLook
{
    /// <summary>Whether the answer is one that the liaison officer is not shown yet.</summary>
    internal const string KeptBack =
        """
        d.data ->> 'direction' = 'incoming' and d.data ->> 'state' in ('assigned', 'prepared', 'awaiting-prosecutor', 'clarification-asked')
        """;

    /// <summary>The request, without what the liaison officer is not shown yet.</summary>
    internal const string WithoutKeptBack =
        $$"""
        case
            when g.relation = 'addressed-liaison-officer' and {{KeptBack}}
            then d.data || '{"answer": null, "reason": null}'
            else d.data end
        """;

    public IReadOnlyCollection<string> Kinds => [ThingKind.Request];

    public Operation Operation => InformationRequestOperations.View;

    public string Table => "mt_doc_informationrequest";

    public string Shown => WithoutKeptBack;
}
