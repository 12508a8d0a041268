using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.People;

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
            content.RuleFor(one => one.Basis).NotEmpty().When(one => one.Item is null).WithErrorCode("basis-needed");
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

    public IReadOnlyList<Fact> Facts => Content.Item is { } item ? [new ThingsUsed([item])] : [];

    public IValidator Rules => Shape;

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        Content.Item is { } item && context.Used.GetValueOrDefault(item)?.Kind is not EvidenceThings.Item ? Decision.Refuse("not-evidence", "content.item")
            : Decision.Accept(new PersonFactRecorded(Id, Content with
            {
                Value = Content.Value.Trim(),
                Basis = string.IsNullOrWhiteSpace(Content.Basis) ? null : Content.Basis.Trim(),
                Restriction = string.IsNullOrWhiteSpace(Content.Restriction) ? null : Content.Restriction.Trim(),
            }, context.Actor.Id, context.Now));
}
