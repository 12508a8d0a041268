using CaseWorkspace.IntegrationTests.Fixtures;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <content>Acts on instructions and tasks of the file.</content>
public sealed partial class ExpectedCase
{
    private void AddActsOnTasks(OpenFile file, Guid task, Guid sealedTask, Guid ofMember, Guid instruction, Guid reported)
    {
        var (open, others, given, answered) = ($"/api/tasks/{task}", $"/api/tasks/{ofMember}", $"/api/tasks/{instruction}", $"/api/tasks/{reported}");
        acts["gives an instruction"] = Change(HttpMethod.Post, file.Path + "/instructions", () => Bodies.Instruction("expected"));
        acts["makes a task"] = Change(HttpMethod.Post, file.Path + "/tasks", () => Bodies.Task("expected"));
        acts["makes tasks from a template"] = Change(HttpMethod.Post, file.Path + "/tasks/from-template", () => Bodies.Template("expected"));
        acts["lists the tasks of the file"] = Read(file.Path + "/tasks");
        acts["reads the task"] = Read(open);
        acts["reads the instruction"] = Read(given);
        acts["reads the sealed task"] = Read($"/api/tasks/{sealedTask}");
        acts["settles the task"] = Change(HttpMethod.Post, open + "/outcome", () => Bodies.Outcome());
        acts["settles the member's task"] = Change(HttpMethod.Post, others + "/outcome", () => Bodies.Outcome());
        acts["hands over the task"] = Change(HttpMethod.Post, open + "/owner", () => Bodies.Owner(null));
        acts["moves the deadline of the task"] = Change(HttpMethod.Post, open + "/deadline", Bodies.Deadline);
        acts["changes the instruction"] = Change(HttpMethod.Put, given + "/instruction", () => Bodies.ChangedInstruction("expected"));
        acts["withdraws the instruction"] = Change(HttpMethod.Post, given + "/withdrawal", Bodies.Reason);
        acts["reports on the instruction"] = Change(HttpMethod.Post, given + "/report", () => Bodies.Report());
        acts["accepts the report"] = Change(HttpMethod.Post, answered + "/report/acceptance", Bodies.Acceptance);
        acts["returns the report"] = Change(HttpMethod.Post, answered + "/report/return", Bodies.Reason);
    }

    private async Task<Guid> TaskOfAsync(Account by, OpenFile file, Account owner) =>
        (await Api.PostAsync(by, file.Path + "/tasks", Bodies.Task("expected").With("owner", owner.Id))).Expect(201).Id;

    private async Task<Guid> ReportedAsync(Account by, OpenFile file)
    {
        var instruction = await own.Scenario.GivenInstruction(Prosecutor, file);
        var path = $"/api/tasks/{instruction}";
        (await Api.PostAsync(by, path + "/report", Bodies.Report(), await Api.VersionAsync(by, path))).Expect(200);
        return instruction;
    }
}
