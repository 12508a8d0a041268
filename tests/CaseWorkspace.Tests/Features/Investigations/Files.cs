using CaseWorkspace.Features.Investigations;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Tests.Features.Investigations;

/// <summary>Case files in the states that tests begin with.</summary>
internal static class Files
{
    /// <summary>Nothing but opened: the investigator leads.</summary>
    public static Given<Investigation> Opened { get; } = Given.Events<Investigation>(Someone.Investigator, new InvestigationOpened(
            "344-2026-000123", "Irregular stay, Lyon", ["irregular-stay"], ["FR"], "Flat shared by twelve.", "unit-1",
            Someone.Investigator.Id, Given.Now))
        .WithRelations(Relation.Lead);

    /// <summary>A second investigator works on it.</summary>
    public static Given<Investigation> WithMember { get; } =
        Opened.And(Someone.Investigator, new MemberAdded(Someone.Investigator3.Id, "Speaks French."));

    /// <summary>The prosecutor supervises it.</summary>
    public static Given<Investigation> WithProsecutor { get; } =
        Opened.And(Someone.Supervisor, new ProsecutorNamed(Someone.Prosecutor.Id));
}
