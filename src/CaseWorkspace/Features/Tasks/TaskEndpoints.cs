using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaseWorkspace.Features.Tasks;

/// <summary>The routes of instructions and tasks.</summary>
public static class TaskEndpoints
{
    /// <summary>Maps them under <c>/api</c>, each with the operation that it does.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var ofFile = api.MapGroup("/investigations/{file:guid}");

        ofFile.MapPost("/instructions", (Guid file, NewInstruction body, ApiCommands commands) =>
                commands.Create(new GiveInstruction(file, body.Text, body.Due, body.RestsOn, body.Owner, body.SubFile), At))
            .Changes(TaskOperations.Instruct, creates: true);

        ofFile.MapPost("/tasks", (Guid file, NewTask body, ApiCommands commands) =>
                commands.Create(new MakeTask(file, body.Title, body.Text, body.Due, body.RestsOn, body.Owner, body.SubFile), At))
            .Changes(TaskOperations.Make, creates: true);

        ofFile.MapPost("/tasks/from-template", (Guid file, NewTasks body, ApiCommands commands) =>
                commands.Create(new UseTemplate(file, body.Template, body.Tasks, body.SubFile), At))
            .Changes(TaskOperations.UseTemplate, creates: true);

        // Open ones by deadline; with state=closed what is settled, the last first.
        ofFile.MapGet("/tasks", (Guid file, string? state, string? cursor, int? size, ApiQueries queries) =>
                queries.Ask(new TasksOfFile(file, QueryParameters.Code(state, "state", TaskList.Open, TaskList.Closed) is TaskList.Closed, cursor, PageSize.Of(size))))
            .Does(TaskOperations.ListOfFile).Produces<Page<TaskRow>>();

        var tasks = api.MapGroup("/tasks");

        tasks.MapGet("/", (string? search, string? state, string? ground, bool? mine, string? cursor, int? size, ApiQueries queries) =>
                queries.List(new TaskList(
                    search, QueryParameters.Code(state, "state", TaskList.Open, TaskList.Closed), QueryParameters.Code(ground, "ground", TaskList.Grounds), mine ?? false,
                    cursor, PageSize.Of(size))))
            .Does(TaskOperations.List).Produces<Page<TaskRow>>();

        var task = tasks.MapGroup("/{id:guid}");

        task.MapGet("/", (Guid id, ApiQueries queries) => queries.Show(new TaskDocument(id))).Shows<CaseTask>(TaskOperations.View);

        task.MapPut("/instruction", (Guid id, ChangedInstruction body, ApiCommands commands) =>
                commands.Execute(new ChangeInstruction(id, commands.SeenVersion, body.Text, body.Due, body.RestsOn, body.Owner, body.Reason)))
            .Changes(TaskOperations.ChangeInstruction).NeedsVersion();

        task.MapPost("/withdrawal", (Guid id, WithdrawnInstruction body, ApiCommands commands) =>
                commands.Execute(new WithdrawInstruction(id, commands.SeenVersion, body.Reason)))
            .Changes(TaskOperations.WithdrawInstruction).NeedsVersion();

        task.MapPost("/report", (Guid id, NewReport body, ApiCommands commands) =>
                commands.Execute(new ReportCompliance(id, commands.SeenVersion, body.Outcome, body.Text)))
            .Changes(TaskOperations.Report).NeedsVersion();

        task.MapPost("/report/acceptance", (Guid id, NewAcceptance body, ApiCommands commands) =>
                commands.Execute(new AcceptReport(id, commands.SeenVersion, body.Note)))
            .Changes(TaskOperations.AcceptReport).NeedsVersion();

        task.MapPost("/report/return", (Guid id, ReturnedReport body, ApiCommands commands) =>
                commands.Execute(new ReturnReport(id, commands.SeenVersion, body.Reason)))
            .Changes(TaskOperations.ReturnReport).NeedsVersion();

        task.MapPost("/outcome", (Guid id, NewOutcome body, ApiCommands commands) =>
                commands.Execute(new SettleTask(id, commands.SeenVersion, body.Outcome, body.Note)))
            .Changes(TaskOperations.Settle).NeedsVersion();

        task.MapPost("/owner", (Guid id, NewOwner body, ApiCommands commands) =>
                commands.Execute(new HandOverTask(id, commands.SeenVersion, body.Owner, body.Note)))
            .Changes(TaskOperations.HandOver).NeedsVersion();

        task.MapPost("/deadline", (Guid id, NewDeadline body, ApiCommands commands) =>
                commands.Execute(new MoveDeadline(id, commands.SeenVersion, body.Due, body.Reason)))
            .Changes(TaskOperations.MoveDeadline).NeedsVersion();

        task.MapPost("/reopening", (Guid id, ReopenedTask body, ApiCommands commands) =>
                commands.Execute(new ReopenTask(id, commands.SeenVersion, body.Reason)))
            .Changes(TaskOperations.Reopen).NeedsVersion();
    }

    private static string At(Guid id) => $"/api/tasks/{id}";
}

/// <summary>Why the instruction is taken back.</summary>
public sealed record WithdrawnInstruction(string Reason);

/// <summary>Why the report is sent back.</summary>
public sealed record ReturnedReport(string Reason);

/// <summary>Why the task is to be done after all.</summary>
public sealed record ReopenedTask(string Reason);
