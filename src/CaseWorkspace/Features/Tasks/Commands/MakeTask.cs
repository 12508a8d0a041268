using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What the body of the request holds.</summary>
/// <param name="RestsOn">The thing of the same file on which it rests; null: on nothing.</param>
/// <param name="Owner">Who is to do it; null: the lead of the file at the time.</param>
/// <param name="Due">Until when; null: without a deadline.</param>
/// <param name="SubFile">The sealed sub-file in which it is to lie; null: open in the file.</param>
public sealed record NewTask(string Title, string? Text = null, DateTimeOffset? Due = null, Guid? RestsOn = null, Guid? Owner = null, Guid? SubFile = null);

/// <summary>Somebody who investigates, or the head of the unit, says what is to be done, by whom and until when.</summary>
public sealed record MakeTask(
    Guid File, string Title, string? Text = null, DateTimeOffset? Due = null, Guid? RestsOn = null, Guid? Owner = null, Guid? SubFile = null) : ICommand<CaseTask>
{
    /// <summary>How long a title may be.</summary>
    internal const int LongestTitle = 300;

    private static readonly InlineValidator<MakeTask> Shape = new()
    {
        rules => rules.RuleFor(command => command.Title).NotEmpty().MaximumLength(LongestTitle),
        rules => rules.RuleFor(command => command.Text).MaximumLength(GiveInstruction.LongestText),
    };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => TaskOperations.Make;

    public Guid? Scope => SubFile ?? File;

    public IReadOnlyList<Fact> Facts => [new NextNumber(SeriesOf(SubFile ?? File)), .. TaskRules.Naming(Owner, RestsOn)];

    public IValidator Rules => Shape;

    /// <summary>The series of the numbers of tasks in a file or sealed sub-file.</summary>
    internal static string SeriesOf(Guid? holder) => $"task:{holder}";

    public Decision Decide(CaseTask? state, DecisionContext context) =>
        TaskRules.PlaceOf(File, context) is not { } scope ? Decision.Missing
            : TaskRules.RefuseOwner(Owner, context) ?? TaskRules.RefuseDue(Due, context) ?? Decision.Accept(new TaskMade(
                File, scope.NumberOf("T", context.Number), CaseTask.Grounds.Own, Title.Trim(), Text.OrNothing(), RestsOn, Owner,
                Due?.ToUniversalTime(), null, context.Actor.Id, context.Now, scope.SubFile));
}
