using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Evidence;

/// <summary>Sound calls of the feature's routes.</summary>
public sealed class EvidenceSamples : ISamples
{
    public IReadOnlyDictionary<string, Sample> All { get; } = new Dictionary<string, Sample>
    {
        ["evidence.register"] = new(Thing.File, _ => Bodies.Evidence(Sample.Word)),
        ["evidence.list-of-file"] = new(Thing.File),
        ["evidence.list-as-of"] = new(Thing.File, Query: "?at=2100-01-01T00:00:00Z"),
        ["evidence.list"] = new(Thing.None),
        ["evidence.view"] = new(Thing.Item),
        ["evidence.upload"] = new(Thing.Item, Content: [1, 2, 3]),
        ["evidence.correct"] = new(Thing.Item, _ => Bodies.CorrectedEvidence(Sample.Word)),
        ["evidence.withdraw"] = new(Thing.Item, _ => Bodies.Reason()),
        ["evidence.reinstate"] = new(Thing.Item, _ => Bodies.Reason()),
        ["evidence.download"] = new(Thing.Item),
        ["evidence.verify"] = new(Thing.Item),
        ["evidence.mark-privileged"] = new(Thing.Item, _ => Bodies.Reason()),
        ["evidence.lift-privilege"] = new(Thing.Item, _ => Bodies.Reason()),
        ["evidence.review"] = new(Thing.Item, _ => Bodies.Review()),
        ["evidence.offer-custody"] = new(Thing.Item, _ => Bodies.Custody(Custodian)),
        ["evidence.view-custody"] = new(Thing.Item),
        ["evidence.view-offer"] = new(Thing.Item),
        ["evidence.list-receivers"] = new(Thing.Item),
        ["evidence.accept-custody"] = new(Thing.Item, _ => Bodies.TakenOver()),
        ["evidence.refuse-custody"] = new(Thing.Item, _ => Bodies.Reason()),
        ["evidence.withdraw-custody"] = new(Thing.Item),
    };
}
