using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Evidence;

/// <summary>The items that wait for the prosecutor's review, on the desk.</summary>
public sealed class EvidenceDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new EvidenceToReview(size);
}
