using CaseWorkspace.IntegrationTests.Fixtures;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Sound calls of the feature's routes.</summary>
public sealed class AccessSamples : ISamples
{
    public IReadOnlyDictionary<string, Sample> All { get; } = new Dictionary<string, Sample>
    {
        ["colleague.list"] = new(Thing.None),
        ["access.oversee-standing"] = new(Thing.None, Query: "?number=344-2026-000001"),
        // No such file: a person who may is let as far as that, and nobody gets a relation to the file by trying the door.
        ["access.break-glass"] = new(Thing.None, _ => Bodies.Glass("344-2000-000001")),
        ["access.list-own-break-glass"] = new(Thing.None),
        ["access.list-break-glass"] = new(Thing.None),
        ["access.view-seen-under-break-glass"] = new(Thing.None),
        ["access.list-break-glass-of-file"] = new(Thing.None),
        ["access.close-glass"] = new(Thing.Glass),
        ["access.review-break-glass"] = new(Thing.Glass, _ => Bodies.EmergencyAccessReview()),
        ["access.reopen-break-glass"] = new(Thing.Glass, _ => Bodies.Reason()),
        ["access.name-stand-in"] = new(Thing.None, _ => Bodies.StandIn(OtherInvestigator)),
        ["access.list-stand-ins"] = new(Thing.None),
        ["access.end-stand-in"] = new(Thing.StandIn, _ => Bodies.Reason()),
        ["access.view-standing"] = new(Thing.File),
    };
}
