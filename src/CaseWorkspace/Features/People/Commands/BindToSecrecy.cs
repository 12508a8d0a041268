using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
public sealed record NewSecrecyBond(SecrecyContent Content);

/// <summary>Records who was bound to secrecy, when, by whom and about what (Criminal Procedure Code, art. 104): the person, or somebody who acts for them.</summary>
public sealed record BindToSecrecy(Guid Target, SecrecyContent Content) : IAct<BindToSecrecy, RecordedPerson>
{
    private const int Most = 50;

    private static readonly InlineValidator<BindToSecrecy> Shape = new()
    {
        rules => rules.RuleFor(command => command.Content).NotNull().ChildRules(content =>
        {
            content.RuleFor(one => one.Since).NotEmpty();
            content.RuleFor(one => one.BoundBy).NotEmpty().MaximumLength(200);
            content.RuleFor(one => one.About).NotEmpty().MaximumLength(2000);
        }),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act(
        "bind-to-secrecy", PeopleOperations.BindToSecrecy, (person, _) => person.Bonds?.Count >= Most ? Refusal.Rule("too-many-bonds") : null);

    [JsonIgnore]
    public Guid Id { get; } = Guid.CreateVersion7();

    public IValidator Rules => Shape;

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        context.IsAhead(Content.Since) ? Decision.Refuse("in-future", "content.since")
            : Content.Representative is { } one && state.Representatives?.Any(known => known.Id == one) != true ? Decision.Refuse("no-such-representative", "content.representative")
            : Decision.Accept(new SecrecyBound(Id, Content with
            {
                Since = Content.Since.ToUniversalTime(), BoundBy = Content.BoundBy.Trim(), About = Content.About.Trim(),
            }, context.Actor.Id, context.Now));
}
