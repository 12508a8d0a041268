using CaseWorkspace.Platform.Relations;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>A measure lies in a sealed sub-file: access to it is access to that.</summary>
public static class CovertAccess
{
    /// <summary>What each event changes.</summary>
    public static AccessFold Fold { get; } = new AccessFold()
        .WaitsFollowSnapshotOf(CovertThings.Measure)
        .On<CovertMeasureRecorded>(recorded => [new ThingPlaced(recorded.StreamId, CovertThings.Measure, recorded.Data.File, recorded.Data.Number, recorded.Data.SubFile)]);
}
