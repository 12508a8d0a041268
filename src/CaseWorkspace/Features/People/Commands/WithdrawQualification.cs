using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>A qualification was dropped, or another takes its place; the history keeps it.</summary>
public sealed record WithdrawQualification(Guid Target, long? SeenVersion, Guid Qualification, string Reason) : IAct<WithdrawQualification, RecordedPerson>
{
    private static readonly InlineValidator<WithdrawQualification> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act(
        "withdraw-qualification", PeopleOperations.WithdrawQualification, (person, _) => person.Qualifications.Count > 0 ? null : Refusal.Rule("nothing-to-withdraw"));

    public IValidator Rules => Shape;

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        state.Qualifications.Any(one => one.Id == Qualification) ? Decision.Accept(new QualificationWithdrawn(Qualification, Reason.Trim())) : Decision.Refuse("no-such-qualification");
}
