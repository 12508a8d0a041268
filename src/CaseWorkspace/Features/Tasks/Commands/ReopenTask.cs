using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What was settled is to be done after all, with a reason.</summary>
public sealed record ReopenTask(Guid Target, long? SeenVersion, string Reason) : IAct<ReopenTask, CaseTask>
{
    private static readonly InlineValidator<ReopenTask> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<CaseTask> Act { get; } = new("reopen", TaskOperations.Reopen, WhyNot) { AsksStandIn = true };

    public IValidator Rules => Shape;

    // What the prosecutor accepted is closed: a new instruction says what is still wanted.
    public static Refusal? WhyNot(CaseTask task, ActContext who) =>
        TaskRules.WhyNotTask(task) ?? (task.State is CaseTask.States.Open ? Refusal.Rule("not-in-this-state") : null)
            ?? TaskRules.WhyNotTheirsToDistribute(task, who);

    public Decision DecideOn(CaseTask state, DecisionContext context) =>
        Decision.Accept(new TaskReopened(Reason.Trim(), context.Actor.Id, context.Now));
}
