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
        ops.Place(file, ThingKind.Investigation, file, opened.Data.Number);
        ops.Relate(file, Subject.Person(opened.Data.Lead), Relation.Lead, unit: opened.Data.Unit);
        ops.Relate(file, Subject.UnitHead(opened.Data.Unit), Relation.UnitSupervisor);
        ops.Find(InvestigationTexts.Of(opened));
    }

    public void Project(IEvent<MemberAdded> added, IDocumentOperations ops)
    {
        var person = Subject.Person(added.Data.Person);
        ops.EndLeftInside(added.StreamId, person);
        ops.EndRelation(added.StreamId, person, Relation.Member);
        ops.Relate(added.StreamId, person, Relation.Member, added.Data.Until, added.Data.Unit);
    }

    public void Project(IEvent<MemberRemoved> removed, IDocumentOperations ops)
    {
        ops.EndRelationAndInside(removed.StreamId, Subject.Person(removed.Data.Person), Relation.Member);
        // Nor keeps the sub-files inside that the person kept: their supervisors do.
        ops.EndRelationAndInside(removed.StreamId, Subject.Person(removed.Data.Person), Relation.Lead);
    }

    public void Project(IEvent<LeadHandedOver> handed, IDocumentOperations ops)
    {
        var (before, now) = (Subject.Person(handed.Data.From), Subject.Person(handed.Data.Person));
        ops.EndLeftInside(handed.StreamId, now);
        ops.EndRelation(handed.StreamId, now, Relation.Member);
        if (handed.Data.Stays)
        {
            // Keeps the sealed sub-files, as one of the file's team.
            ops.Turn(handed.StreamId, before, Relation.Lead, Relation.Member);
        }
        else
        {
            ops.EndRelationAndInside(handed.StreamId, before, Relation.Lead);
            ops.EndRelationAndInside(handed.StreamId, before, Relation.Member);
        }

        // Last: it may be the person who led before, and had left the unit meanwhile.
        ops.Relate(handed.StreamId, now, Relation.Lead, unit: handed.Data.Unit);
    }

    public void Project(IEvent<ProsecutorNamed> named, IDocumentOperations ops)
    {
        // A person who is named again, for another time, stays named in the sub-files inside.
        var prosecutor = Subject.Person(named.Data.Person);
        ops.Vacate(named.StreamId, Relation.SupervisingProsecutor, prosecutor);
        ops.Relate(named.StreamId, prosecutor, Relation.SupervisingProsecutor, named.Data.Until);
    }

    public void Project(IEvent<NoteAdded> noted, IDocumentOperations ops) =>
        ops.Find(InvestigationTexts.Of(noted));

    /// <summary>Kept for people by name from now on; who supervises it goes on.</summary>
    public void Project(IEvent<RestrictionProposed> proposed, IDocumentOperations ops)
    {
        ops.Keep(proposed.StreamId, Level.Restricted);
        ops.AwaitConfirmation(proposed.StreamId, true);
    }

    /// <summary>In the place of the head of the unit, one supervisor by name.</summary>
    public void Project(IEvent<FileRestricted> restricted, IDocumentOperations ops)
    {
        ops.Suspend(restricted.StreamId, Relation.UnitSupervisor);
        ops.Keep(restricted.StreamId, Level.Restricted);
        ops.AwaitConfirmation(restricted.StreamId, false);
        ops.Relate(restricted.StreamId, Subject.Person(restricted.Data.Person), Relation.UnitSupervisor);
    }

    public void Project(IEvent<RestrictionLifted> lifted, IDocumentOperations ops)
    {
        ops.Suspend(lifted.StreamId, Relation.UnitSupervisor);
        ops.Keep(lifted.StreamId, Level.Standard);
        ops.AwaitConfirmation(lifted.StreamId, false);
        ops.Restore(lifted.StreamId, Relation.UnitSupervisor);
    }

    public void Project(IEvent<SubFileSealed> happened, IDocumentOperations ops)
    {
        var (part, data) = (happened.StreamId, happened.Data);
        ops.Place(part, ThingKind.SubFile, data.File, data.Number, holder: part);
        ops.Relate(part, Subject.Person(data.Keeper), Relation.Lead);
        ops.Relate(part, Subject.Person(data.Supervisor), Relation.UnitSupervisor);
        ops.Find(InvestigationTexts.Of(happened));
    }

    public void Project(IEvent<PersonNamedInSubFile> named, IDocumentOperations ops) =>
        ops.Relate(named.StreamId, Subject.Person(named.Data.Person), CodeNames.FromCode<Relation>(named.Data.Relation)!.Value, named.Data.Until);

    public void Project(IEvent<PersonTakenOffSubFile> taken, IDocumentOperations ops) =>
        ops.EndRelation(taken.StreamId, Subject.Person(taken.Data.Person), CodeNames.FromCode<Relation>(taken.Data.Relation)!.Value);

    public void Project(IEvent<SubFileHandedOver> handed, IDocumentOperations ops)
    {
        var (part, before, now) = (handed.StreamId, Subject.Person(handed.Data.From), Subject.Person(handed.Data.Person));
        if (handed.Data.Stays)
        {
            ops.Turn(part, before, Relation.Lead, Relation.Member);
        }
        else
        {
            ops.EndRelation(part, before, Relation.Lead);
        }

        ops.EndRelation(part, now, Relation.Member);
        ops.EndRelation(part, now, Relation.SupervisingProsecutor);
        ops.Relate(part, now, Relation.Lead);
    }

    public void Project(IEvent<SubFileSupervisionHandedOver> handed, IDocumentOperations ops)
    {
        var (part, now) = (handed.StreamId, Subject.Person(handed.Data.Person));
        ops.Suspend(part, Relation.UnitSupervisor);
        ops.EndRelation(part, now, Relation.Member);
        ops.EndRelation(part, now, Relation.SupervisingProsecutor);
        ops.Relate(part, now, Relation.UnitSupervisor);
    }

    public void Project(IEvent<SubFileNoteAdded> noted, IDocumentOperations ops) =>
        ops.Find(InvestigationTexts.Of(noted));

    public void Project(IEvent<SubFileUnsealed> unsealed, IDocumentOperations ops) => ops.Release(unsealed.StreamId);

    public void Project(IEvent<AccessAsked> asked, IDocumentOperations ops)
    {
        if (asked.Data.File is { } file)
        {
            ops.Place(asked.StreamId, ThingKind.AccessAsk, file);
        }
    }
}
