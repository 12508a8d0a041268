using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>What the body of the request holds.</summary>
public sealed record ResumedClock(string Reason);

/// <summary>It was stopped by mistake: its limits count again, as if it had never been.</summary>
public sealed record ResumeClock(Guid Target, long? SeenVersion, string Reason) : IAct<ResumeClock, CaseClock>
{
    private static readonly InlineValidator<ResumeClock> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<CaseClock> Act { get; } = new("resume", DeadlineOperations.Resume, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CaseClock clock, ActContext who) => clock.Stop is null ? Refusal.Rule("clock-runs") : null;

    public Decision DecideOn(CaseClock state, DecisionContext context) => Decision.Accept(new ClockResumed(Reason.Trim(), context.Actor.Id, context.Now));
}
