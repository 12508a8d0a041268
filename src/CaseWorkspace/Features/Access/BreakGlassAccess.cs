using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CaseWorkspace.Features.Access;

/// <summary>The relations that breaking the glass and standing in give and take; written with the events themselves.</summary>
public partial class BreakGlassAccess : EventProjection
{
    public void Project(IEvent<GlassBroken> broken, IDocumentOperations ops)
    {
        ops.Place(broken.StreamId, ThingKind.BreakGlass, broken.Data.File);
        ops.Relate(broken.Data.File, Subject.Person(broken.Data.By), Relation.BreakGlass, broken.Data.Until);
        ops.Relate(broken.StreamId, Subject.Person(broken.Data.By), Relation.BreakGlass);
        ops.EnterAlone(broken.StreamId, broken.Data.By);
    }

    public void Project(IEvent<GlassClosed> closed, IDocumentOperations ops) => ops.CloseGlass(closed.StreamId);

    public void Project(IEvent<StandInNamed> named, IDocumentOperations ops)
    {
        foreach (var subject in named.Data.Subjects)
        {
            ops.StandIn(named.StreamId, subject, named.Data.Person, named.Data.Since, named.Data.Until);
        }
    }

    public void Project(IEvent<StandInEnded> ended, IDocumentOperations ops) => ops.EndStandIn(ended.StreamId);
}
