using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What the body of the request holds.</summary>
/// <param name="Outcome">A code of the list <c>task-outcome</c>.</param>
/// <param name="Note">What came of it; where it was not done, why.</param>
public sealed record NewOutcome(string Outcome, string? Note = null);

/// <summary>The owner, or the lead, says that the task is done, or why it could not be.</summary>
public sealed record SettleTask(Guid Target, long? SeenVersion, string Outcome, string? Note = null) : IAct<SettleTask, CaseTask>
{
    private static readonly InlineValidator<SettleTask> Shape = new()
    {
        rules => rules.RuleFor(command => command.Outcome).IsCode("task-outcome"),
        rules => rules.RuleFor(command => command.Note).MaximumLength(GiveInstruction.LongestText),
        rules => rules.RuleFor(command => command.Note).NotEmpty().When(command => command.Outcome is CaseTask.States.NotDone).WithErrorCode("why-not-done"),
    };

    public static Act<CaseTask> Act { get; } = new("settle", TaskOperations.Settle, WhyNot) { AsksStandIn = true };

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CaseTask task, ActContext who) =>
        TaskRules.WhyNotTask(task) ?? TaskRules.WhyNotOpen(task) ?? TaskRules.WhyNotTheirs(task, who);

    public Decision DecideOn(CaseTask state, DecisionContext context) =>
        Decision.Accept(new TaskSettled(Outcome, Note.OrNothing(), context.Actor.Id, context.Now));
}
