using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What the body of the request holds.</summary>
/// <param name="Owner">Who is to do it; null: the lead of the file at the time.</param>
public sealed record NewOwner(Guid? Owner, string? Note = null);

/// <summary>Somebody else of the file is to do it. An instruction too: its words and its deadline stay the prosecutor's.</summary>
public sealed record HandOverTask(Guid Target, long? SeenVersion, Guid? Owner, string? Note = null) : IAct<HandOverTask, CaseTask>
{
    private static readonly InlineValidator<HandOverTask> Shape = new() { rules => rules.RuleFor(command => command.Note).MaximumLength(ReasonRule.MaximumLength) };

    public static Act<CaseTask> Act { get; } = new("hand-over", TaskOperations.HandOver, WhyNot) { AsksStandIn = true };

    public IReadOnlyList<Fact> Facts => TaskRules.Naming(Owner);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CaseTask task, ActContext who) => TaskRules.WhyNotOpen(task) ?? TaskRules.WhyNotTheirsToDistribute(task, who);

    public Decision DecideOn(CaseTask state, DecisionContext context) =>
        Owner == state.Owner ? Decision.Refuse("same-as-before", "owner")
            : TaskRules.RefuseOwner(Owner, context) ?? Decision.Accept(new TaskHandedOver(Owner, Note.OrNothing(), context.Actor.Id, context.Now));
}
