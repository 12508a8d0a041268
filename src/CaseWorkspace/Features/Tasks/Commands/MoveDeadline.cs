using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What the body of the request holds.</summary>
/// <param name="Due">Until when; null: without a deadline.</param>
public sealed record NewDeadline(DateTimeOffset? Due, string Reason);

/// <summary>The task has until another time, with a reason. The deadline of an instruction is the prosecutor's.</summary>
public sealed record MoveDeadline(Guid Target, long? SeenVersion, DateTimeOffset? Due, string Reason) : IAct<MoveDeadline, CaseTask>
{
    private static readonly InlineValidator<MoveDeadline> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<CaseTask> Act { get; } = new("move-deadline", TaskOperations.MoveDeadline, WhyNot) { AsksStandIn = true };

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CaseTask task, ActContext who) =>
        TaskRules.WhyNotTask(task) ?? TaskRules.WhyNotOpen(task) ?? TaskRules.WhyNotTheirsToDistribute(task, who);

    public Decision DecideOn(CaseTask state, DecisionContext context) =>
        Due == state.Due ? Decision.Refuse("same-as-before", "due")
            : TaskRules.RefuseDue(Due, context) ?? Decision.Accept(new TaskDeadlineMoved(Due?.ToUniversalTime(), Reason.Trim(), context.Actor.Id, context.Now));
}
