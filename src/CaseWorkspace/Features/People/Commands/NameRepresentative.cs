using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
public sealed record NewRepresentative(RepresentativeContent Content);

/// <summary>Names somebody who acts for the person: counsel, an interpreter, a legal guardian. No search finds them.</summary>
public sealed record NameRepresentative(Guid Target, RepresentativeContent Content) : IAct<NameRepresentative, RecordedPerson>
{
    private const int Most = 50;

    private static readonly InlineValidator<NameRepresentative> Shape = new()
    {
        rules => rules.RuleFor(command => command.Content).NotNull().ChildRules(content =>
        {
            content.RuleFor(one => one.Name).NotEmpty().MaximumLength(200);
            content.RuleFor(one => one.Capacity).IsCode("representative-capacity");
            content.RuleFor(one => one.Since).NotEmpty();
            content.RuleFor(one => one.Contact).MaximumLength(500);
        }),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act("name-representative", PeopleOperations.NameRepresentative, WhyNot);

    [JsonIgnore]
    public Guid Id { get; } = Guid.CreateVersion7();

    public IValidator Rules => Shape;

    // Who acts for a protected person tells who that is.
    public static Refusal? WhyNot(RecordedPerson person, ActContext who) =>
        person.Protection is not null ? Refusal.Rule("identity-protected") : person.Representatives?.Count >= Most ? Refusal.Rule("too-many-representatives") : null;

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        context.IsAhead(Content.Since) ? Decision.Refuse("in-future", "content.since")
            : Content.Until <= Content.Since ? Decision.Refuse("ends-before-it-begins", "content.until")
            : Decision.Accept(new RepresentativeNamed(Id, Content with
            {
                Name = Content.Name.Trim(),
                Since = Content.Since.ToUniversalTime(),
                Until = Content.Until?.ToUniversalTime(),
                Contact = Content.Contact.OrNothing(),
            }, context.Actor.Id, context.Now));
}
