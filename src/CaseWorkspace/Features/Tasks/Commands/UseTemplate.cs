using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>One of the tasks that are made together.</summary>
/// <param name="Due">Until when; null: without a deadline.</param>
/// <param name="Owner">Who is to do it; null: the lead of the file at the time.</param>
public sealed record ChosenTask(string Title, DateTimeOffset? Due = null, Guid? Owner = null);

/// <summary>What the body of the request holds.</summary>
/// <param name="Template">A code of the list <c>task-template</c>.</param>
/// <param name="Tasks">Those that are to be made; their words may differ from the template's.</param>
/// <param name="SubFile">The sealed sub-file in which they are to lie; null: open in the file.</param>
public sealed record NewTasks(string Template, ChosenTask[] Tasks, Guid? SubFile = null);

/// <summary>Makes the chosen tasks of a template together: all of them, or none.</summary>
public sealed record UseTemplate(Guid File, string Template, ChosenTask[] Tasks, Guid? SubFile = null) : ICommand<CaseTask>
{
    private const int MostTasks = 20;

    private static readonly InlineValidator<UseTemplate> Shape = new()
    {
        rules => rules.RuleFor(command => command.Template).IsCode("task-template"),
        rules => rules.RuleFor(command => command.Tasks).NotEmpty(),
        rules => rules.RuleFor(command => command.Tasks).Must(tasks => tasks is null || tasks.Length <= MostTasks).WithErrorCode("too-many-tasks"),
        rules => rules.RuleForEach(command => command.Tasks).NotNull().ChildRules(task => task.RuleFor(one => one.Title).NotEmpty().MaximumLength(MakeTask.LongestTitle)),
    };

    [JsonIgnore]
    public Guid Target => Ids[0];

    public Operation Operation => TaskOperations.UseTemplate;

    public Guid? Scope => SubFile ?? File;

    public IReadOnlyList<Fact> Facts
    {
        get
        {
            Guid[] owners = [.. Tasks.Select(task => task.Owner).OfType<Guid>().Distinct()];
            return [new NextNumber(MakeTask.SeriesOf(SubFile ?? File), Tasks.Length), .. owners.Length > 0 ? new Fact[] { new PeopleNamed(owners) } : []];
        }
    }

    public IValidator Rules => Shape;

    // One for each, and a decision makes none up. In their order, by which lists show what is due at the same time.
    private Guid[] Ids { get; } = [.. Enumerable.Range(0, Math.Max(1, Tasks?.Length ?? 0)).Select(_ => Guid.CreateVersion7()).Order()];

    public Decision Decide(CaseTask? state, DecisionContext context)
    {
        if (TaskRules.PlaceOf(File, context) is not { } scope)
        {
            return Decision.Missing;
        }

        var fault = Tasks.Select((task, at) => TaskRules.RefuseOwner(task.Owner, context, $"tasks[{at}].owner") ?? TaskRules.RefuseDue(task.Due, context, $"tasks[{at}].due"))
            .OfType<Decision>().FirstOrDefault();
        var first = context.Number - Tasks.Length + 1;
        TaskMade[] made =
        [
            .. Tasks.Select((task, at) => new TaskMade(
                File, scope.NumberOf("T", first + at), CaseTask.Grounds.Template, task.Title.Trim(), null, null, task.Owner,
                task.Due?.ToUniversalTime(), Template, context.Actor.Id, context.Now, scope.SubFile)),
        ];
        return fault ?? Decision.Accept(made[0]).Beginning(made.Zip(Ids).Skip(1).Select(pair => new ThingBegun(pair.Second, typeof(CaseTask), pair.First)));
    }
}
