using CaseWorkspace.Platform.Actors;
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
public sealed record AcceptCustody(Guid Target, long? SeenVersion, string Condition, string? Seal, string? Note) : ICommand<EvidenceItem>
{
    private static readonly InlineValidator<AcceptCustody> Shape = new()
    {
        rules => rules.RuleFor(command => command.Condition).IsCode("item-condition"),
        rules => rules.RuleFor(command => command.Seal).MaximumLength(100),
        rules => rules.RuleFor(command => command.Note).MaximumLength(2000),
    };

    public Operation Operation => EvidenceOperations.AcceptCustody;

    public bool AsksOwnDuties => true;

    public IValidator Rules => Shape;

    public Decision Decide(EvidenceItem? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        if (state.Offer is not { } offer)
        {
            return Decision.Refuse("no-offer-open");
        }

        // Who came to work on the file meanwhile keeps no store for it, and who left it takes nothing back for it.
        var stands = offer.Returns
            ? context.WorksOnTheFile()
            : context.As(Role.Custodian, Relation.CustodyOffered) && SeparationOfDuties.Conflict(Duty.Keeps, context.OwnDuties) is null;
        return offer.By == context.Actor.Id ? Decision.Forbid("own-offer")
            : offer.To != context.Actor.Id || !stands ? Decision.Forbid("offered-to-another")
            : Decision.Accept(new CustodyAccepted(
                offer.Returns, Condition, Handing.Text(Seal), Handing.Text(Note), context.Actor.Id, context.Now));
    }
}
