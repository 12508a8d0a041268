using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Verdict">A code of the list <c>court-verdict</c>.</param>
/// <param name="Court">Which court decided.</param>
/// <param name="DecidedAt">When.</param>
public sealed record NewVerdict(string Verdict, string Court, DateTimeOffset DecidedAt, string Reason);

/// <summary>The prosecutor records how the court decided; a higher court may decide again. What became of each person stands in the person's record.</summary>
public sealed record RecordVerdict(Guid Target, long? SeenVersion, string Verdict, string Court, DateTimeOffset DecidedAt, string Reason)
    : IAct<RecordVerdict, Investigation>
{
    private static readonly InlineValidator<RecordVerdict> Shape = new()
    {
        rules => rules.RuleFor(command => command.Verdict).IsCode("court-verdict"),
        rules => rules.RuleFor(command => command.Court).NotEmpty().MaximumLength(200),
        rules => rules.RuleFor(command => command.DecidedAt).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("record-verdict", InvestigationOperations.RecordVerdict, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(Investigation file, ActContext who) => file.WhyNotIn(Investigation.InCourt, Investigation.Decided);

    public Decision DecideOn(Investigation state, DecisionContext context) =>
        context.IsAhead(DecidedAt) ? Decision.Refuse("in-future", "decidedAt")
            : DecidedAt.Precedes(state.DecidedAt ?? state.ReferredAt) ? Decision.Refuse("before-the-referral", "decidedAt")
            : Decision.Accept(new VerdictRecorded(Verdict, Court.Trim(), DecidedAt.ToUniversalTime(), Reason.Trim()));
}
