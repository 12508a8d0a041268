using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Features.Journal;

namespace CaseWorkspace.Features;

/// <summary>What the workspace consists of.</summary>
public static class AllFeatures
{
    /// <summary>Every feature.</summary>
    public static IReadOnlyList<IFeature> Modules { get; } =
    [
        new AccessModule(),
        new InvestigationsModule(),
        new EvidenceModule(),
        new InformationRequestsModule(),
        new JournalModule(),
    ];
}
