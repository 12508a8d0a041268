using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
/// <param name="Verdict">A code of the list <c>screening-decision</c>.</param>
public sealed record NewScreeningDecision(string Verdict, string Reason);

/// <summary>Somebody decides what follows from the indicators, by name and with a reason.</summary>
public sealed record DecideScreening(Guid Target, long? SeenVersion, string Verdict, string Reason) : IAct<DecideScreening, RecordedPerson>
{
    private static readonly InlineValidator<DecideScreening> Shape = new()
    {
        rules => rules.RuleFor(command => command.Verdict).IsCode("screening-decision"),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act("decide-screening", PeopleOperations.DecideScreening, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(RecordedPerson person, ActContext who) =>
        person.Screening?.State is Screening.ToDecide ? null : Refusal.Rule("no-decision-owed");

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        Decision.Accept(new ScreeningDecided(Verdict, Reason.Trim(), context.Actor.Id, context.Now));
}
