using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Access;

/// <summary>The reviews that the auditor owes, on the desk until they are done.</summary>
public sealed class BreakGlassDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new GlassOnDesk(size);
}
