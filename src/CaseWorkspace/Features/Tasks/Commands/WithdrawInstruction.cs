using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>The prosecutor takes the instruction back, with a reason. It stays in the file, as withdrawn.</summary>
public sealed record WithdrawInstruction(Guid Target, long? SeenVersion, string Reason) : IAct<WithdrawInstruction, CaseTask>
{
    private static readonly InlineValidator<WithdrawInstruction> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<CaseTask> Act { get; } = new("withdraw", TaskOperations.WithdrawInstruction, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CaseTask task, ActContext who) =>
        TaskRules.WhyNotInstruction(task) ?? (task.State is CaseTask.States.Open or CaseTask.States.Reported ? null : Refusal.Rule("not-in-this-state"));

    public Decision DecideOn(CaseTask state, DecisionContext context) =>
        Decision.Accept(new InstructionWithdrawn(Reason.Trim(), context.Actor.Id, context.Now));
}
