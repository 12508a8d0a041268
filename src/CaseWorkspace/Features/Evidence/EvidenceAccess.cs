using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;

namespace CaseWorkspace.Features.Evidence;

/// <summary>To which file an item belongs, and who has a relation to the item itself.</summary>
public static class EvidenceAccess
{
    /// <summary>What each event changes.</summary>
    public static AccessFold Fold { get; } = new AccessFold()
        .On<EvidenceRegistered>(registered =>
            [new ThingPlaced(registered.StreamId, EvidenceThings.Item, registered.Data.File, registered.Data.Number, registered.Data.SubFile)])
        .On<ContentSealed>(content => [new ContentNamed(content.StreamId, content.Data.Sha256)])
        // Of an offer the receiver sees what has to be known to answer it, and of the item nothing. People who work on the file, to whom
        // it returns, have a relation already.
        .On<CustodyOffered>(offered =>
        [
            .. offered.Data.Returns ? [] : (AccessChange[])[new RelationBegun(offered.StreamId, Subject.Person(offered.Data.Person), Relation.CustodyOffered)],
            new PersonAwaited(offered.StreamId, offered.Data.Person),
        ])
        // A person who held it before sees it no longer; a custodian who takes it over does from now on.
        .On<CustodyAccepted>(accepted =>
        [
            .. Answered(accepted.StreamId),
            new RelationEndedOnThing(accepted.StreamId, Relation.ItemCustodian),
            .. accepted.Data.Returned ? [] : (AccessChange[])[new RelationBegun(accepted.StreamId, Subject.Person(accepted.Data.By), Relation.ItemCustodian)],
        ])
        .On<CustodyRefused>(refused => Answered(refused.StreamId))
        .On<EvidenceWithdrawn>(withdrawn => [new ThingFenced(withdrawn.StreamId, true)])
        .On<EvidenceReinstated>(reinstated => [new ThingFenced(reinstated.StreamId, reinstated.Data.IsPrivileged)])
        .On<ItemMarkedPrivileged>(marked => [new ThingFenced(marked.StreamId, true)])
        .On<ItemPrivilegeLifted>(lifted => [new ThingFenced(lifted.StreamId, false)])
        .On<CustodyWithdrawn>(withdrawn => Answered(withdrawn.StreamId));

    private static IEnumerable<AccessChange> Answered(Guid item) => [new RelationEndedOnThing(item, Relation.CustodyOffered), new PersonAwaited(item, null)];
}
