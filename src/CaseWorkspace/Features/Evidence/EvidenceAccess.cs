using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CaseWorkspace.Features.Evidence;

/// <summary>To which file an item belongs, and by which words it is found; written with the events themselves.</summary>
public partial class EvidenceAccess : EventProjection
{
    public void Project(IEvent<EvidenceRegistered> registered, IDocumentOperations ops)
    {
        var (item, data) = (registered.StreamId, registered.Data);
        ops.Place(item, ThingKind.Evidence, data.File, data.Number, data.SubFile);
        ops.Find(EvidenceTexts.Of(registered));
    }

    public void Project(IEvent<ContentSealed> content, IDocumentOperations ops)
    {
        ops.Name(content.StreamId, content.Data.Sha256);
        ops.Find(EvidenceTexts.Of(content));
    }

    /// <summary>Of an offer the receiver sees what has to be known to answer it, and of the item nothing.</summary>
    public void Project(IEvent<CustodyOffered> offered, IDocumentOperations ops)
    {
        // Those who work on the file stand to the item already.
        if (!offered.Data.Returns)
        {
            ops.Relate(offered.StreamId, Subject.Person(offered.Data.Person), Relation.CustodyOffered);
        }

        ops.Await(offered.StreamId, offered.Data.Person);
    }

    /// <summary>A person who held it before sees it no longer; a custodian who takes it over does from now on.</summary>
    public void Project(IEvent<CustodyAccepted> accepted, IDocumentOperations ops)
    {
        Answered(accepted.StreamId, ops);
        ops.Suspend(accepted.StreamId, Relation.ItemCustodian);
        if (!accepted.Data.Returned)
        {
            ops.Relate(accepted.StreamId, Subject.Person(accepted.Data.By), Relation.ItemCustodian);
        }
    }

    public void Project(IEvent<CustodyRefused> refused, IDocumentOperations ops) => Answered(refused.StreamId, ops);

    public void Project(IEvent<CustodyWithdrawn> withdrawn, IDocumentOperations ops) => Answered(withdrawn.StreamId, ops);

    private static void Answered(Guid item, IDocumentOperations ops)
    {
        ops.Suspend(item, Relation.CustodyOffered);
        ops.Await(item, null);
    }
}
