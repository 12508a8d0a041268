using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the body of the request holds.</summary>
public sealed record WithdrawnEvidence(string Reason);

/// <summary>
/// Says that the item was registered by mistake: twice, or in the wrong file. It stays in the list, as withdrawn, with its content and its history; no search finds it, and
/// nothing is done with it any more.
/// </summary>
public sealed record WithdrawEvidence(Guid Target, long? SeenVersion, string Reason) : IAct<WithdrawEvidence, EvidenceItem>
{
    private static readonly InlineValidator<WithdrawEvidence> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<EvidenceItem> Act { get; } = new("withdraw", EvidenceOperations.Withdraw, WhyNot);

    public IReadOnlyList<Fact> Facts => [LeavingItem.Of(Target)];

    public IValidator Rules => Shape;

    // What lies in the store is somebody's to keep: it comes back first.
    public static Refusal? WhyNot(EvidenceItem item, ActContext who) =>
        item.WhyNotInUse()
            ?? (item.Offer is not null ? Refusal.Rule("offer-open") : null)
            ?? (item.Custody is { InStore: true } ? Refusal.Rule("item-in-store") : null)
            ?? (who.LeadsTheFile() || item.RegisteredBy == who.Actor.Id ? null : Refusal.Denied("registered-by-another"));

    public Decision DecideOn(EvidenceItem state, DecisionContext context) =>
        LeavingItem.Refuse(context) ?? Decision.Accept(new EvidenceWithdrawn(Reason.Trim(), context.Actor.Id, context.Now));
}
