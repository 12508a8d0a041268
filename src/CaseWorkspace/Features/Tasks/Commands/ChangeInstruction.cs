using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What the body of the request holds.</summary>
/// <param name="RestsOn">The thing of the same file on which it rests; null: on nothing.</param>
/// <param name="Owner">Who is to comply; null: the lead of the file at the time.</param>
public sealed record ChangedInstruction(string Text, DateTimeOffset Due, Guid? RestsOn, Guid? Owner, string Reason);

/// <summary>The prosecutor changes the instruction, with a reason; what it said before stays in the history.</summary>
public sealed record ChangeInstruction(Guid Target, long? SeenVersion, string Text, DateTimeOffset Due, Guid? RestsOn, Guid? Owner, string Reason)
    : IAct<ChangeInstruction, CaseTask>
{
    private const int MostChanges = 50;

    private static readonly InlineValidator<ChangeInstruction> Shape = new()
    {
        rules => rules.RuleFor(command => command.Text).NotEmpty().MaximumLength(GiveInstruction.LongestText),
        rules => rules.RuleFor(command => command.Due).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<CaseTask> Act { get; } = new("change", TaskOperations.ChangeInstruction, WhyNot);

    public IReadOnlyList<Fact> Facts => TaskRules.Naming(Owner, RestsOn);

    public IValidator Rules => Shape;

    // What was reported is answered first: it was an answer to the words that stand.
    public static Refusal? WhyNot(CaseTask task, ActContext who) =>
        TaskRules.WhyNotInstruction(task) ?? TaskRules.WhyNotOpen(task) ?? (task.Earlier.Count < MostChanges ? null : Refusal.Rule("too-many-changes"));

    public Decision DecideOn(CaseTask state, DecisionContext context)
    {
        var content = new InstructionContent(Text.Trim(), RestsOn, Owner, Due.ToUniversalTime());
        return content == new InstructionContent(state.Text!, state.RestsOn, state.Owner, state.Due!.Value) ? Decision.Refuse("same-as-before", "text")
            : RestsOn == Target ? Decision.Refuse("task-rests-on-itself", "restsOn")
            // A deadline that passed may stand where other words change.
            : TaskRules.RefuseOwner(Owner, context) ?? (content.Due == state.Due ? null : TaskRules.RefuseDue(Due, context))
                ?? Decision.Accept(new InstructionChanged(content, Reason.Trim(), context.Actor.Id, context.Now));
    }
}
