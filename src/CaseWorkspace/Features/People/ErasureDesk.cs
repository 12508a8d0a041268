using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.People;

/// <summary>Records of which somebody proposed the erasure, on the desk of the people who may decide: never the person who proposed it.</summary>
public sealed class ErasureDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new ErasuresToDecide(size);
}
