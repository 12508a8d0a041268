using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Restrictions that wait for somebody to confirm who supervises the file.</summary>
public sealed class RestrictionDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new RestrictionsToConfirm(size);
}
