using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;

namespace CaseWorkspace.Features.Access;

/// <summary>What emergency entries, stand-ins and a colleague's place change in who has access.</summary>
public static class AccessChanges
{
    /// <summary>What each event changes.</summary>
    public static AccessFold Fold { get; } = new AccessFold()
        .On<EmergencyAccessTaken>(broken =>
        [
            new ThingPlaced(broken.StreamId, AccessThings.EmergencyAccess, broken.Data.File),
            new EmergencyAccessBegun(broken.StreamId, broken.Data.File, broken.Data.By, broken.Data.Until),
        ])
        .On<EmergencyAccessClosed>(closed => [new EmergencyAccessEnded(closed.StreamId)])
        .On<StandInNamed>(named => named.Data.Subjects.Select(subject => new StandInBegun(named.StreamId, subject, named.Data.Person, named.Data.Since, named.Data.Until)))
        .On<StandInEnded>(ended => [new StandInStopped(ended.StreamId)])
        .On<ColleagueAppointed>(appointed => [new ColleaguePlaced(appointed.StreamId, appointed.Data.Roles, appointed.Data.Unit, appointed.Data.Postings)]);
}
