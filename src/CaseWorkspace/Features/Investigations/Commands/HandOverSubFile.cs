using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Stays">Whether the one who kept it stays named in it.</param>
public sealed record NewKeeper(Guid Person, bool Stays, string Reason);

/// <summary>
/// Hands the sealed sub-file to another keeper, an investigator of its file: by the keeper, or by its supervisor once the keeper no
/// longer has a relation to it. Keeper and supervisor remain two people.
/// </summary>
public sealed record HandOverSubFile(Guid Target, long? SeenVersion, Guid Person, bool Stays, string Reason) : IAct<HandOverSubFile, SubFile>
{
    private static readonly InlineValidator<HandOverSubFile> Shape = new()
    {
        rules => rules.RuleFor(command => command.Person).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<SubFile> Act { get; } = new("hand-over", InvestigationOperations.HandOverSubFile, WhyNot) { Held = Relation.Lead };

    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Person)];

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(SubFile part, ActContext who) =>
        SubFile.WhyNotChanged(part, who) ?? (who.IsHeld && !IsKeeper(who) ? Refusal.Denied("keeper-keeps") : null);

    public Decision DecideOn(SubFile state, DecisionContext context)
    {
        if (context.Colleague(Person, Role.Investigator) is not { } colleague
            || !colleague.Relations.Any(relation => relation is Relation.Lead or Relation.Member))
        {
            return Decision.Refuse("not-on-the-file", "person");
        }

        if (state.DutiesOf(colleague).Against(Duty.Investigates, "person") is { } refused)
        {
            return refused;
        }

        // A person who left the file and came back keeps it no longer, and is handed it anew.
        return Person == state.Keeper && context.IsHeld
            ? Decision.Refuse("keeps-already", "person")
            : Decision.Accept(new SubFileHandedOver(state.Keeper, Person, IsKeeper(context) && Stays, Reason.Trim()));
    }

    private static bool IsKeeper(ActContext who) => who.As(Role.Investigator, Relation.Lead);
}
