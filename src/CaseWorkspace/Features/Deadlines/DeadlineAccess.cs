using CaseWorkspace.Platform.Relations;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>To which file a clock belongs: access to it is access to that, or to the sealed sub-file in which it lies.</summary>
public static class DeadlineAccess
{
    /// <summary>What each event changes.</summary>
    public static AccessFold Fold { get; } = new AccessFold()
        .WaitsFollowSnapshotOf(DeadlineThings.Clock)
        .On<ClockStarted>(started => [new ThingPlaced(started.StreamId, DeadlineThings.Clock, started.Data.File, started.Data.Number, started.Data.SubFile)]);
}
