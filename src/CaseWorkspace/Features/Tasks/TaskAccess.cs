using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;

namespace CaseWorkspace.Features.Tasks;

/// <summary>To which file an instruction or task belongs: access to it is access to that, or to the sealed sub-file in which it lies.</summary>
public static class TaskAccess
{
    /// <summary>What each event changes. Owning one gives access to nothing.</summary>
    public static AccessFold Fold { get; } = new AccessFold()
        .WaitsFollowSnapshotOf(TaskThings.CaseTask)
        .On<TaskMade>(made => [new ThingPlaced(made.StreamId, TaskThings.CaseTask, made.Data.File, made.Data.Number, made.Data.SubFile)])
        .On<InstructionGiven>(given => [new ThingPlaced(given.StreamId, TaskThings.CaseTask, given.Data.File, given.Data.Number, given.Data.SubFile)]);
}
