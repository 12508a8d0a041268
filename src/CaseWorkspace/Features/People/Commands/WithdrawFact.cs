using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>Takes back a fact or an assessment that does not hold; the history keeps it.</summary>
public sealed record WithdrawFact(Guid Target, long? SeenVersion, Guid Fact, string Reason) : IAct<WithdrawFact, RecordedPerson>
{
    private static readonly InlineValidator<WithdrawFact> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act(
        "withdraw-fact", PeopleOperations.WithdrawFact, (person, _) => person.Facts.Count > 0 ? null : Refusal.Rule("nothing-to-withdraw"));

    public IValidator Rules => Shape;

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        state.Facts.Any(one => one.Id == Fact) ? Decision.Accept(new PersonFactWithdrawn(Fact, Reason.Trim())) : Decision.Refuse("no-such-fact");
}
