using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>Limits that are near or past, on the desks of the people of the file.</summary>
public sealed class ClockDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new ClocksToKeep(size);
}
