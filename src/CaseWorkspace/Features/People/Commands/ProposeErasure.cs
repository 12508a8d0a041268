using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
/// <param name="Ground">A code of the list <c>erasure-ground</c>.</param>
/// <param name="Reason">Outlives what is erased, so it says nothing of the person.</param>
public sealed record NewErasure(string Ground, string Reason);

/// <summary>
/// Proposes to erase all that is known of the person (Directive (EU) 2016/680, art. 16(2)). Another person decides (<see cref="DecideOnErasure"/>); what must remain
/// as evidence is restricted instead.
/// </summary>
public sealed record ProposeErasure(Guid Target, long? SeenVersion, string Ground, string Reason) : IAct<ProposeErasure, RecordedPerson>
{
    private static readonly InlineValidator<ProposeErasure> Shape = new()
    {
        rules => rules.RuleFor(command => command.Ground).IsCode("erasure-ground"),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act("propose-erasure", PeopleOperations.ProposeErasure, WhyNot);

    public IReadOnlyList<Fact> Facts => [ErasureRules.RestingOn(Target)];

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(RecordedPerson person, ActContext who) =>
        person.Erasure is not null ? Refusal.Rule("erasure-proposed-already") : ErasureRules.WhyKept(person);

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        ErasureRules.RefuseResting(context)
            ?? ErasureRules.RefuseReason(state, Reason)
            ?? Decision.Accept(new PersonErasureProposed(Ground, Reason.Trim(), context.Actor.Id, context.Now));
}
