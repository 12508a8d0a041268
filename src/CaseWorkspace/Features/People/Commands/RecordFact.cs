using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Codes;
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
    private const int MostFacts = 500;

    private static readonly InlineValidator<RecordFact> Shape = new()
    {
        rules => rules.RuleFor(command => command.Content).NotNull().ChildRules(content =>
        {
            content.RuleFor(one => one.Kind).IsCode("person-fact-kind");
            content.RuleFor(one => one.Value).NotEmpty().MaximumLength(2000);
            content.RuleFor(one => one.Basis).MaximumLength(1000);
            content.RuleFor(one => one.Basis).NotEmpty().When(one => one.RestsOn is null).WithErrorCode("basis-needed");
            content.RuleFor(one => one.SourceGrade).IsCode("source-grade");
            content.RuleFor(one => one.InformationGrade).IsCode("information-grade");
            content.RuleFor(one => one.HandlingCode).IsCode("handling-code");
            content.RuleFor(one => one.Restriction).MaximumLength(1000);
        }),
    };

    public static Act<RecordedPerson> Act { get; } = new(
        "record-fact", PeopleOperations.RecordFact, (person, _) => person.Facts.Count < MostFacts ? null : Refusal.Rule("too-many-facts"));

    [JsonIgnore]
    public Guid Id { get; } = Guid.CreateVersion7();

    public IReadOnlyList<Fact> Facts => Content.RestsOn is { } thing ? [new ThingsUsed([thing])] : [];

    public IValidator Rules => Shape;

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        Content.RestsOn == Target ? Decision.Refuse("rests-on-itself", "content.restsOn")
            : Decision.Accept(new PersonFactRecorded(Id, Content with
            {
                Value = Content.Value.Trim(),
                Basis = string.IsNullOrWhiteSpace(Content.Basis) ? null : Content.Basis.Trim(),
                Restriction = string.IsNullOrWhiteSpace(Content.Restriction) ? null : Content.Restriction.Trim(),
            }, context.Actor.Id, context.Now));
}
