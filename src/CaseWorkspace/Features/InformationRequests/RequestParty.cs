using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The party of an exchange for which somebody acts.</summary>
internal static class RequestParty
{
    /// <summary>For the authority abroad: the liaison officer posted there.</summary>
    public static bool Abroad(this ActContext who) =>
        who.As(Role.LiaisonOfficer, Relation.AddressedLiaisonOfficer);

    /// <summary>As one who works on the file.</summary>
    public static bool OnTheFile(this ActContext who) =>
        who.As(Role.Investigator, Relation.Lead) || who.As(Role.Investigator, Relation.Member);

    /// <summary>As head of the unit.</summary>
    public static bool OverTheUnit(this ActContext who) => who.As(Role.Supervisor, Relation.UnitSupervisor);

    /// <summary>As the prosecutor who supervises the investigation.</summary>
    public static bool OverTheInvestigation(this ActContext who) =>
        who.As(Role.Prosecutor, Relation.SupervisingProsecutor);
}
