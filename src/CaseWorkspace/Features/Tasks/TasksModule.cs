using CaseWorkspace.Features.Tasks.Pages;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;
using CaseWorkspace.Platform.Things;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What is to be done in files: the prosecutor's instructions, tasks, and templates of tasks.</summary>
public sealed class TasksModule : IFeature
{
    public Type Operations => typeof(TaskOperations);

    public IReadOnlyList<Rule> Rules => TaskOperations.Rules;

    public IReadOnlyList<ThingDescriptor> Things => TaskThings.All;

    public AccessFold Access => TaskAccess.Fold;

    public void Store(StoreOptions options)
    {
        options.Events.MapEventType<TaskMade>("task-made");
        options.Events.MapEventType<InstructionGiven>("instruction-given");
        options.Events.MapEventType<InstructionChanged>("instruction-changed");
        options.Events.MapEventType<InstructionWithdrawn>("instruction-withdrawn");
        options.Events.MapEventType<ComplianceReported>("compliance-reported");
        options.Events.MapEventType<ComplianceAccepted>("compliance-accepted");
        options.Events.MapEventType<ComplianceReturned>("compliance-returned");
        options.Events.MapEventType<TaskSettled>("task-settled");
        options.Events.MapEventType<TaskHandedOver>("task-handed-over");
        options.Events.MapEventType<TaskDeadlineMoved>("task-deadline-moved");
        options.Events.MapEventType<TaskReopened>("task-reopened");

        options.Projections.Snapshot<CaseTask>(SnapshotLifecycle.Inline);
    }

    public IEnumerable<FoundText> Texts(IEvent happened) => TaskTexts.Of(happened);

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IFollowUps, FollowUpTasks>();
        services.AddSingleton(new NavigationEntry("task.list", "/tasks", Icons.Material.Outlined.TaskAlt, TaskOperations.List, 't', 28));
        services.AddSingleton<IDeskSource, TaskDesk>();
        services.AddSingleton(new SearchPlace("task.list", "/tasks", 28, (words, size) => new FirstRows<TaskRow, SearchHit>(
            new TaskList(words, null, null, false, null, size), row => new SearchHit(
                $"/tasks/{row.Id}", $"{row.FileNumber} · {row.Number}", row.Summary, "task-state", row.State, row.MadeAt, row.Level)
            {
                Matched = row.Matched,
            })));
        services.AddSingleton(new ThingStart(ThingKind.SubFile, "task.make", "tasks/new", TaskOperations.Make, 6));
        services.AddSingleton(new ThingStart(ThingKind.SubFile, "task.instruct", "tasks/instruction", TaskOperations.Instruct, 7));
        services.AddSingleton(new FileTab("task.tab", "tasks", typeof(TasksTab), TaskOperations.ListOfFile, 30, TaskThings.CaseTask));
    }

    public ApiSection Section => new("Tasks", "What is to be done in a file: instructions of the supervising prosecutor, with deadline, compliance and reply; tasks; templates of tasks.");

    public void Map(IEndpointRouteBuilder api) => TaskEndpoints.Map(api);
}
