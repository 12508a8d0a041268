using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Access;

/// <summary>A person who took emergency access is done with the file before the time is up.</summary>
public sealed record CloseEmergencyAccess(Guid Target) : IAct<CloseEmergencyAccess, EmergencyAccess>
{
    public static Act<EmergencyAccess> Act { get; } = new("close", AccessOperations.CloseEmergencyAccess, WhyNot);

    public static Refusal? WhyNot(EmergencyAccess entry, ActContext who) => entry.By == who.Actor.Id ? null : Refusal.Missing;

    public Decision DecideOn(EmergencyAccess state, DecisionContext context) =>
        state.Until <= context.Now ? Decision.Accept() : Decision.Accept(new EmergencyAccessClosed());
}
