using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Who stands how to a case file, and by which words it is found; written with the events themselves.</summary>
public partial class InvestigationAccess : EventProjection
{
    public void Project(IEvent<InvestigationOpened> opened, IDocumentOperations ops)
    {
        var file = opened.StreamId;
        ops.Place(file, "investigation", file, opened.Data.Number);
        ops.Relate(file, Subject.Person(opened.Data.Lead), Relation.Lead);
        ops.Relate(file, Subject.UnitHead(opened.Data.Unit), Relation.UnitSupervisor);
        ops.Find(file, file, opened.Data.Number, opened.Data.Title, opened.Data.Summary);
    }

    public void Project(IEvent<MemberAdded> added, IDocumentOperations ops) =>
        ops.Relate(added.StreamId, Subject.Person(added.Data.Person), Relation.Member);

    public void Project(IEvent<MemberRemoved> removed, IDocumentOperations ops) =>
        ops.Unrelate(removed.StreamId, Subject.Person(removed.Data.Person), Relation.Member);

    public void Project(IEvent<ProsecutorNamed> named, IDocumentOperations ops)
    {
        ops.Vacate(named.StreamId, Relation.SupervisingProsecutor);
        ops.Relate(named.StreamId, Subject.Person(named.Data.Person), Relation.SupervisingProsecutor);
    }

    public void Project(IEvent<NoteAdded> noted, IDocumentOperations ops) =>
        ops.Find(noted.StreamId, noted.Id, noted.Data.Text);
}
