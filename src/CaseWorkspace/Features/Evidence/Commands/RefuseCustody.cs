using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the body of the request holds.</summary>
public sealed record NotTakenOver(string Reason);

/// <summary>Whom the item is offered to does not take it over, and says why; it stays where it is.</summary>
public sealed record RefuseCustody(Guid Target, long? SeenVersion, string Reason) : ICommand<EvidenceItem>
{
    private static readonly InlineValidator<RefuseCustody> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public Operation Operation => EvidenceOperations.RefuseCustody;

    public IValidator Rules => Shape;

    public Decision Decide(EvidenceItem? state, DecisionContext context) => state switch
    {
        null => Decision.Missing,
        { Offer: null } => Decision.Refuse("no-offer-open"),
        { Offer: { } offer } when offer.To != context.Actor.Id => Decision.Forbid("offered-to-another"),
        _ => Decision.Accept(new CustodyRefused(Reason.Trim(), context.Actor.Id, context.Now)),
    };
}
