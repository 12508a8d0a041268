using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>What the body of the request holds.</summary>
/// <param name="CountsFrom">When it happened; of a hearing, when it takes place.</param>
/// <param name="Authority">Who arrested, or which court.</param>
public sealed record CorrectedClock(DateTimeOffset CountsFrom, string? Authority, string Reason);

/// <summary>It happened at another time, or the hearing was moved: all limits are counted anew.</summary>
public sealed record CorrectClock(Guid Target, long? SeenVersion, DateTimeOffset CountsFrom, string? Authority, string Reason) : IAct<CorrectClock, CaseClock>
{
    private static readonly InlineValidator<CorrectClock> Shape = new()
    {
        rules => rules.RuleFor(command => command.CountsFrom).NotEmpty(),
        rules => rules.RuleFor(command => command.Authority).MaximumLength(ClockRules.LongestAuthority),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<CaseClock> Act { get; } = new("correct", DeadlineOperations.Correct, (clock, _) => ClockRules.WhyNotRunning(clock));

    public IValidator Rules => Shape;

    public Decision DecideOn(CaseClock state, DecisionContext context) =>
        CountsFrom == state.CountsFrom && string.Equals(Authority.OrNothing(), state.Authority, StringComparison.Ordinal) ? Decision.Refuse("same-as-before", "countsFrom")
            : ClockRules.RefuseTime(state.Start, CountsFrom, context) ?? Decision.Accept(new ClockCorrected(
                CountsFrom.ToUniversalTime(), Authority.OrNothing(), LimitRules.Of(state.Start, CountsFrom), Reason.Trim(), context.Actor.Id, context.Now));
}
