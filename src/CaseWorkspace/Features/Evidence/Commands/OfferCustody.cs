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
    : ICommand<EvidenceItem>
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

    public Operation Operation => EvidenceOperations.OfferCustody;

    public IReadOnlyCollection<Guid> People => [Person];

    public IValidator Rules => Shape;

    public Decision Decide(EvidenceItem? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        if (state.Offer is not null)
        {
            return Decision.Refuse("offer-open");
        }

        if (!state.IsHandedOverBy(context.Actor.Id, context.LeadsTheFile()))
        {
            return Decision.Forbid("held-by-another");
        }

        if (Person == context.Actor.Id)
        {
            return Decision.Forbid("offered-to-oneself", "person");
        }

        // A person who cannot take it over is like somebody whom nobody knows: a custodian does not learn who works on the file by trying.
        var receiver = context.People.GetValueOrDefault(Person);
        var onTheFile = receiver?.Here.Any(relation => relation is Relation.Lead or Relation.Member) == true;
        return receiver is null || !(onTheFile ? Takes(receiver, state, context) : Stores(receiver))
            ? Decision.Refuse("cannot-take-over", "person")
            : Decision.Accept(new CustodyOffered(
                Person, onTheFile, Place.Trim(), Purpose, Condition, Handing.Text(Seal), Handing.Text(Note), context.Actor.Id, context.Now))
                .To(Subject.Person(Person));
    }

    private static bool Stores(Colleague receiver) =>
        receiver.Roles.Contains(Role.Custodian) && SeparationOfDuties.Conflict(Duty.Keeps, receiver.Duties) is null;

    /// <summary>
    /// Back from the store an item goes to those who work on its file; out of a sealed sub-file, of whose people its custodian is to
    /// learn as little as can be, to its keeper or to the person who brought it.
    /// </summary>
    private static bool Takes(Colleague receiver, EvidenceItem state, DecisionContext context) =>
        state.Custody is { InStore: true } stored
        && (receiver.Roles.Contains(Role.Investigator) || receiver.Roles.Contains(Role.Supervisor))
        && (context.Scope?.SubFile is null || receiver.Here.Contains(Relation.Lead) || receiver.Id == stored.BroughtBy);
}

/// <summary>What the acts of handing over share.</summary>
internal static class Handing
{
    /// <summary>Whether the actor leads the file, or keeps the sealed sub-file, in which the item lies.</summary>
    public static bool LeadsTheFile(this DecisionContext context) =>
        context.As(Role.Investigator, Relation.Lead) || context.As(Role.Supervisor, Relation.Lead);

    /// <summary>Whether the actor is one of those investigating in the file, or the sealed sub-file, in which the item lies.</summary>
    public static bool WorksOnTheFile(this DecisionContext context) =>
        context.LeadsTheFile() || context.As(Role.Investigator, Relation.Member);

    /// <summary>A text that need not be given.</summary>
    public static string? Text(string? given) => string.IsNullOrWhiteSpace(given) ? null : given.Trim();
}
