using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Tasks;

/// <summary>Instructions, tasks and reports that wait for the person, on the desk.</summary>
public sealed class TaskDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new TasksToActOn(size);
}
