using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
/// <param name="Verdict">A code of the list <c>record-review-verdict</c>.</param>
public sealed record NewRecordReview(string Verdict, string Reason);

/// <summary>Reviews whether the record is still needed: it is kept until the next review, or its erasure is asked for.</summary>
public sealed record ReviewRecord(Guid Target, long? SeenVersion, string Verdict, string Reason) : IAct<ReviewRecord, RecordedPerson>
{
    private const string Keep = "keep";

    private static readonly InlineValidator<ReviewRecord> Shape = new()
    {
        rules => rules.RuleFor(command => command.Verdict).IsCode("record-review-verdict"),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<RecordedPerson> Act { get; } = RecordedPerson.Act("review-record", PeopleOperations.ReviewRecord, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(RecordedPerson person, ActContext who) =>
        person.Review?.State is RecordReview.Scheduled ? null : Refusal.Rule("no-review-set");

    // Of a category of which the table says nothing any more the review comes back after a year.
    public Decision DecideOn(RecordedPerson state, DecisionContext context) => Decision.Accept(new RecordReviewed(
        Verdict, Verdict is Keep ? ReviewTerm.Due(state.Category?.Code, context.Now) ?? context.Now.AddYears(1) : null, Reason.Trim(), context.Actor.Id, context.Now));
}
