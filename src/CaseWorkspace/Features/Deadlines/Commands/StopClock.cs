using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>What the body of the request holds.</summary>
/// <param name="Ground">A code of the list <c>clock-stop</c>.</param>
/// <param name="StoppedAt">From when nothing is counted any more.</param>
public sealed record StoppedClock(string Ground, DateTimeOffset StoppedAt, string Reason);

/// <summary>Nothing more is counted: the person is free, the hearing does not take place, or the clock was started by mistake.</summary>
public sealed record StopClock(Guid Target, long? SeenVersion, string Ground, DateTimeOffset StoppedAt, string Reason) : IAct<StopClock, CaseClock>
{
    private static readonly InlineValidator<StopClock> Shape = new()
    {
        rules => rules.RuleFor(command => command.Ground).IsCode("clock-stop"),
        rules => rules.RuleFor(command => command.StoppedAt).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<CaseClock> Act { get; } = new("stop", DeadlineOperations.Stop, (clock, _) => ClockRules.WhyNotRunning(clock));

    public IValidator Rules => Shape;

    public Decision DecideOn(CaseClock state, DecisionContext context) =>
        context.IsAhead(StoppedAt) ? Decision.Refuse("in-future", "stoppedAt")
            : !LimitRules.IsToCome(state.Start) && StoppedAt.Precedes(state.CountsFrom) ? Decision.Refuse("before-it-began", "stoppedAt")
            : Decision.Accept(new ClockStopped(Ground, StoppedAt.ToUniversalTime(), Reason.Trim(), context.Actor.Id, context.Now));
}
