using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
public sealed record NewPersonFact(PersonFactContent Content);

/// <summary>
/// Records what is known or thought of the person: a telephone, an account, a document, an address. It says on what it rests, and bears
/// its grade and handling code.
/// </summary>
public sealed record RecordFact(Guid Target, PersonFactContent Content) : IAct<RecordFact, RecordedPerson>
{
    private static readonly InlineValidator<RecordFact> Shape = new()
    {
        rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new FactRules()),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act(
        "record-fact", PeopleOperations.RecordFact, (person, _) => person.Facts.Count < FactRules.Most ? null : Refusal.Rule("too-many-facts"));

    [JsonIgnore]
    public Guid Id { get; } = Guid.CreateVersion7();

    public IReadOnlyList<Fact> Facts => Content.RestsOn is { } thing ? [new ThingsUsed([thing])] : [];

    public IValidator Rules => Shape;

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        FactRules.RefuseFact(Content, Target, state, context) ?? Decision.Accept(new PersonFactRecorded(Id, FactRules.Trimmed(Content), context.Actor.Id, context.Now));
}
