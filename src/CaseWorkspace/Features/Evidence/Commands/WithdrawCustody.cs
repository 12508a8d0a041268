using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Evidence;

/// <summary>The offer is taken back before it is answered: by the person who made it, or by the lead where the item is with the file.</summary>
public sealed record WithdrawCustody(Guid Target, long? SeenVersion) : IAct<WithdrawCustody, EvidenceItem>
{
    public static Act<EvidenceItem> Act { get; } = new("withdraw-custody", EvidenceOperations.WithdrawCustody, WhyNot);

    public static Refusal? WhyNot(EvidenceItem item, ActContext who) => item.Offer switch
    {
        null => Refusal.Rule("no-offer-open"),
        { } offer when offer.By == who.Actor.Id => null,
        _ when who.LeadsTheFile() && item.Custody is not { InStore: true } => null,
        _ => Refusal.Denied("offered-by-another"),
    };

    public Decision DecideOn(EvidenceItem state, DecisionContext context) =>
        Decision.Accept(new CustodyWithdrawn(context.Actor.Id, context.Now));
}
