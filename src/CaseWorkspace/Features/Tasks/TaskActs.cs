using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What can be done with an instruction or a task, in the order to show. Each command states its own precondition; page, desk and API ask it here.</summary>
public static class TaskActs
{
    /// <summary>All of them.</summary>
    public static readonly Acts<CaseTask> All = new(
        AcceptReport.Act, ReturnReport.Act, ReportCompliance.Act, SettleTask.Act, HandOverTask.Act, MoveDeadline.Act, ReopenTask.Act, ChangeInstruction.Act, WithdrawInstruction.Act);
}
