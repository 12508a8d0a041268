using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.People;

/// <summary>Records whose review is due, on the desk of the file's investigators.</summary>
public sealed class ReviewDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new PeopleToReview(size);
}
