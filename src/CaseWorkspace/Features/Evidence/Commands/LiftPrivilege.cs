using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the body of the request holds.</summary>
public sealed record LiftedPrivilege(string Reason);

/// <summary>The prosecutor finds that the item is not privileged. Nobody lifts what they marked.</summary>
public sealed record LiftPrivilege(Guid Target, long? SeenVersion, string Reason) : IAct<LiftPrivilege, EvidenceItem>
{
    private static readonly InlineValidator<LiftPrivilege> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<EvidenceItem> Act { get; } = new("lift-privilege", EvidenceOperations.LiftPrivilege, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(EvidenceItem item, ActContext who) =>
        item.WhyNotInUse() is { } withdrawn ? withdrawn
            : item.Privilege is not { } privilege ? Refusal.Rule("not-privileged") : privilege.By == who.Actor.Id ? Refusal.Denied("marked-by-oneself") : null;

    public Decision DecideOn(EvidenceItem state, DecisionContext context) => Decision.Accept(new ItemPrivilegeLifted(Reason.Trim(), context.Actor.Id, context.Now));
}
