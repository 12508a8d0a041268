using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The requests that wait for the person, on the desk.</summary>
public sealed class RequestDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new RequestsOnDesk(size);
}
