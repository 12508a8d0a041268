using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;

namespace CaseWorkspace.IntegrationTests.Features.Tasks;

/// <summary>Sound calls of the feature's routes.</summary>
public sealed class TaskSamples : ISamples
{
    public IReadOnlyDictionary<string, Sample> All { get; } = new Dictionary<string, Sample>
    {
        ["task.instruct"] = new(Thing.File, _ => Bodies.Instruction(Sample.Word)),
        ["task.change-instruction"] = new(Thing.Instruction, _ => Bodies.ChangedInstruction(Sample.Word)),
        ["task.withdraw-instruction"] = new(Thing.Instruction, _ => Bodies.Reason()),
        ["task.report"] = new(Thing.Instruction, _ => Bodies.Report()),
        ["task.accept-report"] = new(Thing.Instruction, _ => Bodies.Acceptance()),
        ["task.return-report"] = new(Thing.Instruction, _ => Bodies.Reason()),
        ["task.make"] = new(Thing.File, _ => Bodies.Task(Sample.Word)),
        ["task.use-template"] = new(Thing.File, _ => Bodies.Template(Sample.Word)),
        ["task.settle"] = new(Thing.Task, _ => Bodies.Outcome()),
        ["task.hand-over"] = new(Thing.Task, standing => Bodies.Owner(standing.File.Lead)),
        ["task.move-deadline"] = new(Thing.Task, _ => Bodies.Deadline()),
        ["task.reopen"] = new(Thing.Task, _ => Bodies.Reason()),
        ["task.view"] = new(Thing.Task),
        ["task.list-of-file"] = new(Thing.File),
        ["task.list"] = new(Thing.None),
    };
}
