using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.People;

/// <summary>Identities on which somebody has to decide, on the desk of those who may and did not ask.</summary>
public sealed class IdentityDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new IdentitiesToDecide(size);
}
