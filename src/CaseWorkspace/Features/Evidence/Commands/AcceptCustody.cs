using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the body of the request holds.</summary>
/// <param name="Condition">As it was found: a code of the list <c>item-condition</c>.</param>
/// <param name="Seal">The number that was found on it; null: none.</param>
public sealed record TakenOver(string Condition, string? Seal, string? Note);

/// <summary>Whom the item is offered to takes it over, and says how it was found.</summary>
public sealed record AcceptCustody(Guid Target, long? SeenVersion, string Condition, string? Seal, string? Note) : IAct<AcceptCustody, EvidenceItem>
{
    private static readonly InlineValidator<AcceptCustody> Shape = new()
    {
        rules => rules.RuleFor(command => command.Condition).IsCode("item-condition"),
        rules => rules.RuleFor(command => command.Seal).MaximumLength(100),
        rules => rules.RuleFor(command => command.Note).MaximumLength(2000),
    };

    public static Act<EvidenceItem> Act { get; } = new("accept-custody", EvidenceOperations.AcceptCustody, WhyNot) { AsksDutiesOf = [Relation.CustodyOffered] };

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(EvidenceItem item, ActContext who) => item.Offer switch
    {
        null => Refusal.Rule("no-offer-open"),
        { } offer when offer.By == who.Actor.Id => Refusal.Denied("own-offer"),
        { } offer when offer.To != who.Actor.Id || !CustodyRules.CanTakeOver(offer, who) => Refusal.Denied("offered-to-another"),
        _ => null,
    };

    public Decision DecideOn(EvidenceItem state, DecisionContext context) => Decision.Accept(new CustodyAccepted(
        state.Offer!.Returns, Condition, Seal.OrNothing(), Note.OrNothing(), context.Actor.Id, context.Now));
}
