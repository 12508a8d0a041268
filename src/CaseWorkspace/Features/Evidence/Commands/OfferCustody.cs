using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the body of the request holds.</summary>
/// <param name="Person">Who is to take the item over.</param>
/// <param name="Place">Where it is handed over.</param>
/// <param name="Purpose">A code of the list <c>custody-purpose</c>.</param>
/// <param name="Condition">A code of the list <c>item-condition</c>.</param>
/// <param name="Seal">The number of the seal or bag; null: it bears none.</param>
public sealed record NewCustodyOffer(Guid Person, string Place, string Purpose, string Condition, string? Seal, string? Note);

/// <summary>A person who holds the item offers it: into the store, to another custodian, or from the store back to the file.</summary>
public sealed record OfferCustody(
    Guid Target, long? SeenVersion, Guid Person, string Place, string Purpose, string Condition, string? Seal, string? Note)
    : IAct<OfferCustody, EvidenceItem>
{
    private static readonly InlineValidator<OfferCustody> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
        rules => rules.RuleFor(command => command.Place).NotEmpty().MaximumLength(500),
        rules => rules.RuleFor(command => command.Purpose).IsCode("custody-purpose"),
        rules => rules.RuleFor(command => command.Condition).IsCode("item-condition"),
        rules => rules.RuleFor(command => command.Seal).MaximumLength(100),
        rules => rules.RuleFor(command => command.Note).MaximumLength(2000),
    };

    public static Act<EvidenceItem> Act { get; } = new("offer-custody", EvidenceOperations.OfferCustody, WhyNot);

    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Person)];

    public IValidator Rules => Shape;

    // In the store its custodian alone hands it over; with the file the person who took it over last, or who leads; before it was ever handed
    // over, everybody who works on the file.
    public static Refusal? WhyNot(EvidenceItem item, ActContext who) =>
        item.WhyNotInUse() is { } withdrawn ? withdrawn
            : item.Offer is not null ? Refusal.Rule("offer-open")
            : item.Custody is not { } custody || custody.Holder == who.Actor.Id || (!custody.InStore && who.LeadsTheFile()) ? null
            : Refusal.Denied("held-by-another");

    public Decision DecideOn(EvidenceItem state, DecisionContext context)
    {
        if (Person == context.Actor.Id)
        {
            return Decision.Forbid("offered-to-oneself", "person");
        }

        // A person who cannot take it over is like somebody whom nobody knows: a custodian does not learn who works on the file by trying.
        return context.People.GetValueOrDefault(Person) is { } receiver
            && CustodyRules.CanReceive(receiver, state.Custody, context.Scope?.SubFile is not null) is { } returns
                ? Decision.Accept(new CustodyOffered(
                    Person, returns, Place.Trim(), Purpose, Condition, Seal.OrNothing(), Note.OrNothing(), context.Actor.Id, context.Now))
                    .To(Subject.Person(Person))
                : Decision.Refuse("cannot-take-over", "person");
    }
}
