using CaseWorkspace.Platform.Relations;

namespace CaseWorkspace.Features.Chronology;

/// <summary>To which file an entry belongs: access to it is access to that, or to the sealed sub-file in which it lies.</summary>
public static class ChronologyAccess
{
    /// <summary>What each event changes.</summary>
    public static AccessFold Fold { get; } = new AccessFold()
        .On<OccurrenceRecorded>(recorded =>
            [new ThingPlaced(recorded.StreamId, ChronologyThings.Occurrence, recorded.Data.File, recorded.Data.Number, recorded.Data.SubFile)]);
}
