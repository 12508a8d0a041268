using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;

namespace CaseWorkspace.Features.People;

/// <summary>To which file a person's record belongs: access to it is access to that, or to the sealed sub-file in which it lies.</summary>
public static class PeopleAccess
{
    /// <summary>What each event changes.</summary>
    public static AccessFold Fold { get; } = new AccessFold()
        .On<PersonRecorded>(recorded =>
            [new ThingPlaced(recorded.StreamId, PeopleThings.Person, recorded.Data.File, recorded.Data.Number, recorded.Data.SubFile)]);
}
