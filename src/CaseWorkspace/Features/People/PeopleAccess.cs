using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;

namespace CaseWorkspace.Features.People;

/// <summary>To which file a person's record belongs: access to it is access to that, or to the sealed sub-file in which it lies.</summary>
public static class PeopleAccess
{
    /// <summary>What each event changes.</summary>
    public static AccessFold Fold { get; } = new AccessFold()
        .On<PersonRecorded>(recorded =>
            [new ThingPlaced(recorded.StreamId, PeopleThings.Person, recorded.Data.File, recorded.Data.Number, recorded.Data.SubFile)])
        // Lies where those alone see it who are named.
        .On<IdentityKept>(kept => [new ThingPlaced(kept.StreamId, PeopleThings.Identity, kept.Data.File, kept.Data.Number, kept.Data.SubFile)])
        .On<IdentityProtected>(kept => [new ThingWithheld(kept.StreamId, kept.Data.Identity)])
        .On<IdentityRestored>(restored => [new ThingWithheld(restored.StreamId, null)])
        // Histories tell codes and times of it alone.
        .On<PersonRestricted>(restricted => [new ThingWithheld(restricted.StreamId, Withheld.FromEverybody)])
        .On<PersonRestrictionLifted>(lifted => [new ThingWithheld(lifted.StreamId, lifted.Data.Identity)])
        // Until its key is destroyed, what was said stands in the events and opens: it is shown to nobody.
        .On<PersonErased>(erased =>
        [
            new ThingErased(erased.StreamId, [erased.StreamId, .. erased.Data.Identities]),
            .. Things(erased.StreamId, erased.Data.Identities).Select(one => new ThingWithheld(one, Withheld.FromEverybody)),
        ])
        .On<PersonErasureCompleted>(completed => Things(completed.StreamId, completed.Data.Identities).Select(one => new ThingWithheld(one, null)));

    private static IEnumerable<Guid> Things(Guid record, Guid[] identities) => [record, .. identities];
}
