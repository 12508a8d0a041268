using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>For which side of an exchange somebody acts.</summary>
internal static class Sides
{
    /// <summary>For the authority abroad: the liaison officer posted there.</summary>
    public static bool Abroad(this DecisionContext context) =>
        context.As(Role.LiaisonOfficer, Relation.AddressedLiaisonOfficer);

    /// <summary>As one who works on the file.</summary>
    public static bool OnTheFile(this DecisionContext context) =>
        context.As(Role.Investigator, Relation.Lead) || context.As(Role.Investigator, Relation.Member);

    /// <summary>As head of the unit.</summary>
    public static bool OverTheUnit(this DecisionContext context) => context.As(Role.Supervisor, Relation.UnitSupervisor);

    /// <summary>As the prosecutor who supervises the investigation.</summary>
    public static bool OverTheInvestigation(this DecisionContext context) =>
        context.As(Role.Prosecutor, Relation.SupervisingProsecutor);
}
