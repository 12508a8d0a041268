using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Protocols;

/// <summary>Protocols that wait for the person, on the desk: to be signed, or for the court's control to be recorded.</summary>
public sealed class ProtocolDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new ProtocolsToActOn(size);
}
