using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Access;

/// <summary>What the body of the request holds.</summary>
public sealed record ReopenedEntry(string Reason);

/// <summary>The auditor lets the person enter files in an emergency again, although this entry is not reviewed yet or was not justified.</summary>
public sealed record ReopenEmergencyAccess(Guid Target, string Reason) : IAct<ReopenEmergencyAccess, EmergencyAccess>
{
    private static readonly InlineValidator<ReopenEmergencyAccess> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<EmergencyAccess> Act { get; } = new("reopen", AccessOperations.ReopenEmergencyAccess, WhyNot);

    public Guid? Scope => null;

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(EmergencyAccess entry, ActContext who) =>
        entry.By == who.Actor.Id ? Refusal.Denied("own-break-glass") : entry.ClosesTheWay ? null : Refusal.Rule("way-is-open");

    public Decision DecideOn(EmergencyAccess state, DecisionContext context) => Decision.Accept(new EmergencyAccessReopened(Reason.Trim()));
}
