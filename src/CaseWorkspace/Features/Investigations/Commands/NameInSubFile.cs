using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Until">When it ends by itself; null: not before it is taken, or the person's relation to the file ends.</param>
public sealed record NewNamedPerson(Guid Person, string Reason, DateTimeOffset? Until = null);

/// <summary>Lets somebody of the file's team see the sealed sub-file and work in it, for good or until a day.</summary>
public sealed record NameInSubFile(Guid Target, long? SeenVersion, Guid Person, string Reason, DateTimeOffset? Until = null) : IAct<NameInSubFile, SubFile>
{
    private static readonly InlineValidator<NameInSubFile> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<SubFile> Act { get; } = new("name-person", InvestigationOperations.NameInSubFile, SubFile.WhyNotChanged);

    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Person)];

    public IValidator Rules => Shape;

    public Decision DecideOn(SubFile state, DecisionContext context)
    {
        if (RelationGiven(context) is not var (relation, until))
        {
            return Decision.Refuse("not-on-the-file", "person");
        }

        if (context.RefuseEnd(Until) is { } refused)
        {
            return refused;
        }

        // A person who was named once and left the file in between, or whose time ran out, is named anew.
        var person = context.People[Person];
        return person.Here.Count > 0
            ? Decision.Refuse("named-already", "person")
            : state.DutiesOf(person).Against(SeparationOfDuties.Of(relation)!.Value, "person")
            ?? Decision.Accept(new PersonNamedInSubFile(Person, relation.Code(), Earlier(Until?.ToUniversalTime(), until), Reason.Trim()));
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? asked, DateTimeOffset? onFile) => asked is null || onFile < asked ? onFile : asked;

    /// <summary>The person's relation to the sub-file: the one to the file, and no longer than that.</summary>
    private (Relation Relation, DateTimeOffset? Until)? RelationGiven(DecisionContext context)
    {
        if (!context.People.TryGetValue(Person, out var person))
        {
            return null;
        }

        return person.Relations.Contains(Relation.SupervisingProsecutor) ? (Relation.SupervisingProsecutor, person.Until)
            : person.Relations.Any(relation => relation is Relation.Lead or Relation.Member) ? (Relation.Member, person.Until)
            : null;
    }
}
