using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What the body of the request holds.</summary>
/// <param name="RestsOn">The thing of the same file on which it rests; null: on nothing.</param>
/// <param name="Owner">Who is to comply; null: the lead of the file at the time.</param>
/// <param name="SubFile">The sealed sub-file in which it is to lie; null: open in the file.</param>
public sealed record NewInstruction(string Text, DateTimeOffset Due, Guid? RestsOn = null, Guid? Owner = null, Guid? SubFile = null);

/// <summary>The supervising prosecutor gives an instruction, which binds (Criminal Procedure Code, art. 33), under the file's next number.</summary>
public sealed record GiveInstruction(Guid File, string Text, DateTimeOffset Due, Guid? RestsOn = null, Guid? Owner = null, Guid? SubFile = null) : ICommand<CaseTask>
{
    /// <summary>How long the text of an instruction or task may be.</summary>
    internal const int LongestText = 5000;

    private static readonly InlineValidator<GiveInstruction> Shape = new()
    {
        rules => rules.RuleFor(command => command.Text).NotEmpty().MaximumLength(LongestText),
        rules => rules.RuleFor(command => command.Due).NotEmpty(),
    };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => TaskOperations.Instruct;

    public Guid? Scope => SubFile ?? File;

    public IReadOnlyList<Fact> Facts => [new NextNumber($"instruction:{SubFile ?? File}"), .. TaskRules.Naming(Owner, RestsOn)];

    public IValidator Rules => Shape;

    public Decision Decide(CaseTask? state, DecisionContext context) =>
        TaskRules.PlaceOf(File, context) is not { } scope ? Decision.Missing
            : TaskRules.RefuseOwner(Owner, context) ?? TaskRules.RefuseDue(Due, context) ?? Decision.Accept(new InstructionGiven(
                File, scope.NumberOf("I", context.Number), Text.Trim(), RestsOn, Owner, Due.ToUniversalTime(), context.Actor.Id, context.Now,
                scope.SubFile));
}
