using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
/// <param name="Indicators">Codes of the list <c>screening-indicator</c>; none: nothing pointed to trafficking.</param>
public sealed record NewScreening(DateTimeOffset InterviewedAt, string[] Indicators, string? Note);

/// <summary>A migrant was interviewed and screened for trafficking. One indicator opens a decision that is owed.</summary>
public sealed record RecordScreening(Guid Target, long? SeenVersion, DateTimeOffset InterviewedAt, string[] Indicators, string? Note)
    : IAct<RecordScreening, RecordedPerson>
{
    private static readonly InlineValidator<RecordScreening> Shape = new()
    {
        rules => rules.RuleFor(command => command.InterviewedAt).NotEmpty(),
        rules => rules.RuleFor(command => command.Indicators).NotNull(),
        rules => rules.RuleFor(command => command.Indicators).AreCodes("screening-indicator"),
        rules => rules.RuleFor(command => command.Note).MaximumLength(5000),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act("screen", PeopleOperations.Screen, WhyNot);

    public IValidator Rules => Shape;

    // What waits for its decision is decided first: a second screening would pass it over.
    public static Refusal? WhyNot(RecordedPerson person, ActContext who) =>
        !person.IsMigrant ? Refusal.Rule("not-a-migrant") : person.Screening?.State is Screening.ToDecide ? Refusal.Rule("decision-owed") : null;

    public Decision DecideOn(RecordedPerson state, DecisionContext context) =>
        context.IsAhead(InterviewedAt) ? Decision.Refuse("in-future", "interviewedAt")
            : Decision.Accept(new ScreeningRecorded(
                InterviewedAt.ToUniversalTime(), Indicators, Note.OrNothing(), context.Actor.Id, context.Now));
}
