using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Until">When the membership ends by itself; null: not before it is taken.</param>
public sealed record NewMember(Guid Person, string? Reason, DateTimeOffset? Until = null);

/// <summary>Lets an investigator work on the file, for good or until a day.</summary>
public sealed record AddMember(Guid Target, long? SeenVersion, Guid Person, string? Reason, DateTimeOffset? Until = null)
    : IAct<AddMember, Investigation>
{
    private static readonly InlineValidator<AddMember> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).MaximumLength(1000),
    };

    public static Act<Investigation> Act { get; } = new("add-member", InvestigationOperations.AddMember, (_, _) => null);

    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Person)];

    public IValidator Rules => Shape;

    public Decision DecideOn(Investigation state, DecisionContext context)
    {
        if (context.Colleague(Person, Role.Investigator) is not { } colleague)
        {
            return Decision.Refuse("not-an-investigator", "person");
        }

        if (context.RefuseEnd(Until) is { } refused)
        {
            return refused;
        }

        // Who belongs to the file's unit is on it as long as that is so (the person who left it and came back is added anew); who comes from
        // elsewhere was chosen by name.
        return state.Has(Person, context.Now) && Units.Stands(colleague) ? Decision.Refuse("already-a-member", "person")
            // Who stands in for a while would be on it for good.
            : Person == context.Actor.Id ? Decision.Forbid("own-standing", "person")
            : state.DutiesOf(colleague, context.Now).Against(Duty.Investigates, "person")
            ?? Decision.Accept(new MemberAdded(Person, Reason, Until?.ToUniversalTime(), Units.Of(state, colleague)));
    }
}

/// <summary>On which unit somebody's place in a file hangs.</summary>
internal static class Units
{
    /// <summary>The file's unit, where the person belongs to it; null where the person was chosen from elsewhere.</summary>
    public static string? Of(Investigation file, Colleague person) =>
        string.Equals(person.Unit, file.Unit, StringComparison.Ordinal) ? file.Unit : null;

    /// <summary>Whether the place still counts: it ended for the person who left the unit on which it hung.</summary>
    public static bool Stands(Colleague person) => person.Here.Any(relation => relation is Relation.Lead or Relation.Member);
}
