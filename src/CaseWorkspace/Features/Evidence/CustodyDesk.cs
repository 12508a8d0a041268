using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Evidence;

/// <summary>The items that are offered to the person, on the desk.</summary>
public sealed class CustodyDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new CustodyToAnswer(size);
}
