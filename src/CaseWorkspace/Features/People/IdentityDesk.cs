using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.People;

/// <summary>Protected identities that wait for a decision, on the desk of the people who may decide: never the person who asked.</summary>
public sealed class IdentityDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new IdentitiesToDecide(size);
}
