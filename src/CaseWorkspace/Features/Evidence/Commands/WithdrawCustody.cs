using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Evidence;

/// <summary>The offer is taken back before it is answered: by the person who made it, or by the lead where the item is with the file.</summary>
public sealed record WithdrawCustody(Guid Target, long? SeenVersion) : ICommand<EvidenceItem>
{
    public Operation Operation => EvidenceOperations.WithdrawCustody;

    public Decision Decide(EvidenceItem? state, DecisionContext context) => state switch
    {
        null => Decision.Missing,
        { Offer: null } => Decision.Refuse("no-offer-open"),
        _ when !state.IsTakenBackBy(context.Actor.Id, context.LeadsTheFile()) => Decision.Forbid("offered-by-another"),
        _ => Decision.Accept(new CustodyWithdrawn(context.Actor.Id, context.Now)),
    };
}
