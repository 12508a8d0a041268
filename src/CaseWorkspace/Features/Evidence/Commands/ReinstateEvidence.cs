using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the body of the request holds.</summary>
public sealed record ReinstatedEvidence(string Reason);

/// <summary>Says that the item was withdrawn by mistake: it counts again as it did before.</summary>
public sealed record ReinstateEvidence(Guid Target, long? SeenVersion, string Reason) : IAct<ReinstateEvidence, EvidenceItem>
{
    private static readonly InlineValidator<ReinstateEvidence> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<EvidenceItem> Act { get; } = new(
        "reinstate", EvidenceOperations.Reinstate, (item, _) => item.Withdrawal is null ? Refusal.Rule("not-withdrawn") : null);

    public IValidator Rules => Shape;

    public Decision DecideOn(EvidenceItem state, DecisionContext context) =>
        Decision.Accept(new EvidenceReinstated(Reason.Trim(), state.Privilege is not null, context.Actor.Id, context.Now));
}
