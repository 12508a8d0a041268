using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>To which file a request belongs, and who has a relation to it.</summary>
public static class InformationRequestAccess
{
    /// <summary>What each event changes.</summary>
    public static AccessFold Fold { get; } = new AccessFold()
        .WaitsFollowSnapshotOf(RequestThings.Request)
        .On<RequestRegistered>(registered =>
        [
            new ThingPlaced(registered.StreamId, RequestThings.Request, null, registered.Data.Number),
            new RelationBegun(registered.StreamId, Subject.UnitHead(registered.Data.Unit), Relation.UnitSupervisor),
            new RelationBegun(registered.StreamId, Subject.Posting(registered.Data.Content.Country), Relation.AddressedLiaisonOfficer),
        ])
        // From now on the people of the file, or of its sealed sub-file, have their relations to the request. Not those that they had
        // before: a restricted file has a supervisor of its own.
        .On<RequestAssigned>(assigned =>
        [
            new RelationEndedOnThing(assigned.StreamId, Relation.UnitSupervisor),
            new ThingPlaced(assigned.StreamId, RequestThings.Request, assigned.Data.Investigation, Holder: assigned.Data.SubFile),
        ])
        .On<RequestDrafted>(drafted =>
            [new ThingPlaced(drafted.StreamId, RequestThings.Request, drafted.Data.Investigation, drafted.Data.Number, drafted.Data.SubFile)])
        .On<DocumentAdded>(added => [new ContentNamed(added.StreamId, added.Data.Sha256)])
        // The liaison officer sees an outgoing request only once it may leave.
        .On<RequestAuthorised>(authorised =>
            [new RelationBegun(authorised.StreamId, Subject.Posting(authorised.Data.Country), Relation.AddressedLiaisonOfficer)])
        // The liaison officer sees evidence only once its release is authorised, and only what goes along.
        .On<AnswerReleased>(released => released.Data.Evidence.SelectMany(item => (AccessChange[])
        [
            new ItemReleased(item, released.StreamId),
            new RelationBegun(item, Subject.Posting(released.Data.Country), Relation.AddressedLiaisonOfficer),
        ]));
}
