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
        ops.Find(InformationRequestTexts.Of(registered));
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
        ops.Find(InformationRequestTexts.Of(drafted));
    }

    public void Project(IEvent<DocumentAdded> added, IDocumentOperations ops)
    {
        ops.Name(added.StreamId, added.Data.Sha256);
        ops.Find(InformationRequestTexts.Of(added));
    }

    public void Project(IEvent<AnswerPrepared> prepared, IDocumentOperations ops) => ops.Find(InformationRequestTexts.Of(prepared));

    public void Project(IEvent<AnswerRecorded> recorded, IDocumentOperations ops) => ops.Find(InformationRequestTexts.Of(recorded));

    public void Project(IEvent<ClarificationAsked> asked, IDocumentOperations ops) => ops.Find(InformationRequestTexts.Of(asked));

    public void Project(IEvent<ClarificationGiven> given, IDocumentOperations ops) => ops.Find(InformationRequestTexts.Of(given));

    public void Project(IEvent<RequestRevised> revised, IDocumentOperations ops) =>
        ops.Find(InformationRequestTexts.Of(revised));

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
}
