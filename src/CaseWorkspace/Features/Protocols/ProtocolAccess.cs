using CaseWorkspace.Platform.Relations;

namespace CaseWorkspace.Features.Protocols;

/// <summary>To which file a protocol belongs: access to it is access to that, or to the sealed sub-file in which it lies.</summary>
public static class ProtocolAccess
{
    /// <summary>What each event changes. Having done the action gives access to nothing.</summary>
    public static AccessFold Fold { get; } = new AccessFold()
        .WaitsFollowSnapshotOf(ProtocolThings.Protocol)
        .On<ProtocolDrafted>(drafted => [new ThingPlaced(drafted.StreamId, ProtocolThings.Protocol, drafted.Data.File, drafted.Data.Number, drafted.Data.SubFile)]);
}
