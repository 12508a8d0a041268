using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.Chronology;
using CaseWorkspace.Features.CovertMeasures;
using CaseWorkspace.Features.Deadlines;
using CaseWorkspace.Features.Evidence;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Features.Journal;
using CaseWorkspace.Features.People;
using CaseWorkspace.Features.Protocols;
using CaseWorkspace.Features.Tasks;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features;

/// <summary>What the workspace consists of.</summary>
public static class AllFeatures
{
    /// <summary>Every feature.</summary>
    public static IReadOnlyList<IFeature> Modules { get; } =
    [
        new AccessModule(),
        new InvestigationsModule(),
        new PeopleModule(),
        new EvidenceModule(),
        new InformationRequestsModule(),
        new ProtocolsModule(),
        new CovertMeasuresModule(),
        new TasksModule(),
        new DeadlinesModule(),
        new ChronologyModule(),
        new JournalModule(),
    ];

    /// <summary>Who may do what: the rules of all features. docs/access-matrix.md is printed from them.</summary>
    public static IReadOnlyList<Rule> Rules { get; } = [.. Modules.SelectMany(feature => feature.Rules)];

    /// <summary>The kinds of thing of all features.</summary>
    public static ThingCatalogue Things { get; } = new(Modules.SelectMany(feature => feature.Things));
}
