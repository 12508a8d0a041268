using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>Measures of which something is due soon or late, on the desks of those named where they lie.</summary>
public sealed class CovertDesk : IDeskSource
{
    public IListing<DeskEntry> Waiting(int size) => new MeasuresToActOn(size);
}
