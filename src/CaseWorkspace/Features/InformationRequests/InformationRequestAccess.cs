using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>Who stands how to a request, and by which words it is found; written with the events themselves.</summary>
public partial class InformationRequestAccess : EventProjection
{
    public void Project(IEvent<RequestRegistered> registered, IDocumentOperations ops)
    {
        ops.Place(registered.StreamId, ThingKind.Request, null, registered.Data.Number);
        ops.Relate(registered.StreamId, Subject.UnitHead(registered.Data.Unit), Relation.UnitSupervisor);
        ops.Relate(registered.StreamId, Subject.Posting(registered.Data.Content.Country), Relation.AddressedLiaisonOfficer);
        Find(registered.StreamId, registered.Data.Number, registered.Data.Reference, registered.Data.Content, ops);
    }

    /// <summary>From now on the file's people, or those named in its sealed sub-file, stand to the request as they stand to that.</summary>
    public void Project(IEvent<RequestAssigned> assigned, IDocumentOperations ops)
    {
        // Not as they stood to the request before: a restricted file has a supervisor of its own.
        ops.Suspend(assigned.StreamId, Relation.UnitSupervisor);
        ops.Place(assigned.StreamId, ThingKind.Request, assigned.Data.Investigation, holder: assigned.Data.SubFile);
    }

    public void Project(IEvent<RequestDrafted> drafted, IDocumentOperations ops)
    {
        ops.Place(drafted.StreamId, ThingKind.Request, drafted.Data.Investigation, drafted.Data.Number, holder: drafted.Data.SubFile);
        Find(drafted.StreamId, drafted.Data.Number, null, drafted.Data.Content, ops);
    }

    public void Project(IEvent<DocumentAdded> added, IDocumentOperations ops) => ops.Name(added.StreamId, added.Data.Sha256);

    public void Project(IEvent<RequestRevised> revised, IDocumentOperations ops) =>
        Find(revised.StreamId, null, null, revised.Data.Content, ops);

    /// <summary>The liaison officer sees an outgoing request only once it may leave.</summary>
    public void Project(IEvent<RequestAuthorised> authorised, IDocumentOperations ops) =>
        ops.Relate(authorised.StreamId, Subject.Posting(authorised.Data.Country), Relation.AddressedLiaisonOfficer);

    /// <summary>The liaison officer sees evidence only once its release is authorised, and only what goes along.</summary>
    public void Project(IEvent<AnswerReleased> released, IDocumentOperations ops)
    {
        foreach (var item in released.Data.Evidence)
        {
            ops.GoesAlong(item, released.StreamId);
            ops.Relate(item, Subject.Posting(released.Data.Country), Relation.AddressedLiaisonOfficer);
        }
    }

    private static void Find(Guid id, string? number, string? reference, RequestContent content, IDocumentOperations ops)
    {
        if (number is not null)
        {
            ops.Find(id, Guid.Empty, number, reference);
        }

        ops.Find(id, id, [content.Authority, content.Subject, content.Facts, .. content.Items]);
    }
}
