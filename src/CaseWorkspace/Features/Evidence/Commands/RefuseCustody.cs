using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the body of the request holds.</summary>
public sealed record NotTakenOver(string Reason);

/// <summary>Whom the item is offered to does not take it over, and says why; it stays where it is.</summary>
public sealed record RefuseCustody(Guid Target, long? SeenVersion, string Reason) : IAct<RefuseCustody, EvidenceItem>
{
    private static readonly InlineValidator<RefuseCustody> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<EvidenceItem> Act { get; } = new("refuse-custody", EvidenceOperations.RefuseCustody, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(EvidenceItem item, ActContext who) => item.Offer switch
    {
        null => Refusal.Rule("no-offer-open"),
        { } offer when offer.To != who.Actor.Id => Refusal.Denied("offered-to-another"),
        _ => null,
    };

    public Decision DecideOn(EvidenceItem state, DecisionContext context) =>
        Decision.Accept(new CustodyRefused(Reason.Trim(), context.Actor.Id, context.Now));
}
