using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.People;

/// <summary>Screenings for trafficking that are owed, and decisions on them, on the desk.</summary>
public sealed class ScreeningDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new PeopleToScreen(size);
}
