using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.Access;

/// <summary>What can be done with an emergency entry and with a stand-in. Each command states its own precondition; the page asks it here.</summary>
public static class AccessActs
{
    /// <summary>With an emergency entry.</summary>
    public static readonly Acts<EmergencyAccess> OfEmergencyAccess = new(ReviewEmergencyAccess.Act, ReopenEmergencyAccess.Act, CloseEmergencyAccess.Act);

    /// <summary>With a stand-in.</summary>
    public static readonly Acts<StandIn> OfStandIn = new(EndStandIn.Act);
}
