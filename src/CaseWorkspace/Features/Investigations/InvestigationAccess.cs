using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Relations;
using JasperFx.Events;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Who has which relation to a case file and to its sub-files.</summary>
public static class InvestigationAccess
{
    /// <summary>What each event changes.</summary>
    public static AccessFold Fold { get; } = new AccessFold()
        .On<InvestigationOpened>(opened =>
        [
            new ThingPlaced(opened.StreamId, ThingKind.Investigation, opened.StreamId, opened.Data.Number),
            new RelationBegun(opened.StreamId, Subject.Person(opened.Data.Lead), Relation.Lead, Unit: opened.Data.Unit),
            new RelationBegun(opened.StreamId, Subject.UnitHead(opened.Data.Unit), Relation.UnitSupervisor),
        ])
        .On<MemberAdded>(added =>
        [
            new RelationsLeftInsideEnded(added.StreamId, Subject.Person(added.Data.Person)),
            new RelationEnded(added.StreamId, Subject.Person(added.Data.Person), Relation.Member),
            new RelationBegun(added.StreamId, Subject.Person(added.Data.Person), Relation.Member, added.Data.Until, added.Data.Unit),
        ])
        .On<MemberRemoved>(removed =>
        [
            new RelationEndedInFile(removed.StreamId, Subject.Person(removed.Data.Person), Relation.Member),
            // Nor keeps the sub-files inside that the person kept: their supervisors do.
            new RelationEndedInFile(removed.StreamId, Subject.Person(removed.Data.Person), Relation.Lead),
        ])
        .On<LeadHandedOver>(HandOver)
        .On<ProsecutorNamed>(named =>
        [
            // A person who is named again, for another time, stays named in the sub-files inside.
            new RelationEndedForAll(named.StreamId, Relation.SupervisingProsecutor, Subject.Person(named.Data.Person)),
            new RelationBegun(named.StreamId, Subject.Person(named.Data.Person), Relation.SupervisingProsecutor, named.Data.Until),
        ])
        // Kept for people by name from now on; its supervisor goes on.
        .On<RestrictionProposed>(proposed =>
        [
            new LevelSet(proposed.StreamId, Level.Restricted),
            new ConfirmationAwaited(proposed.StreamId, Relation.UnitSupervisor),
        ])
        // In the place of the head of the unit, one supervisor by name.
        .On<FileRestricted>(restricted =>
        [
            new RelationEndedOnThing(restricted.StreamId, Relation.UnitSupervisor),
            new LevelSet(restricted.StreamId, Level.Restricted),
            new ConfirmationAwaited(restricted.StreamId, null),
            new RelationBegun(restricted.StreamId, Subject.Person(restricted.Data.Person), Relation.UnitSupervisor),
        ])
        .On<RestrictionLifted>(lifted =>
        [
            new RelationEndedOnThing(lifted.StreamId, Relation.UnitSupervisor),
            new LevelSet(lifted.StreamId, Level.Standard),
            new ConfirmationAwaited(lifted.StreamId, null),
            new UnitHeadRestored(lifted.StreamId, Relation.UnitSupervisor),
        ])
        .On<FileClosed>(closed => [new ClosingSet(closed.StreamId, IsClosed: true)])
        .On<FileReopened>(reopened => [new ClosingSet(reopened.StreamId, IsClosed: false)])
        .On<SubFileSealed>(happened =>
        [
            new ThingPlaced(happened.StreamId, ThingKind.SubFile, happened.Data.File, happened.Data.Number, Holder: happened.StreamId),
            new RelationBegun(happened.StreamId, Subject.Person(happened.Data.Keeper), Relation.Lead),
            new RelationBegun(happened.StreamId, Subject.Person(happened.Data.Supervisor), Relation.UnitSupervisor),
        ])
        .On<PersonNamedInSubFile>(named =>
            [new RelationBegun(named.StreamId, Subject.Person(named.Data.Person), Named(named.Data.Relation), named.Data.Until)])
        .On<PersonTakenOffSubFile>(taken => [new RelationEnded(taken.StreamId, Subject.Person(taken.Data.Person), Named(taken.Data.Relation))])
        .On<SubFileHandedOver>(handed =>
        [
            handed.Data.Stays
                ? new RelationReplaced(handed.StreamId, Subject.Person(handed.Data.From), Relation.Lead, Relation.Member)
                : new RelationEnded(handed.StreamId, Subject.Person(handed.Data.From), Relation.Lead),
            .. InTheOnePlace(handed.StreamId, handed.Data.Person, Relation.Lead),
        ])
        .On<SubFileSupervisionHandedOver>(handed =>
        [
            new RelationEndedOnThing(handed.StreamId, Relation.UnitSupervisor),
            .. InTheOnePlace(handed.StreamId, handed.Data.Person, Relation.UnitSupervisor),
        ])
        .On<SubFileUnsealed>(unsealed => [new SubFileOpened(unsealed.StreamId)])
        .On<AccessAsked>(asked => asked.Data.File is { } file ? [new ThingPlaced(asked.StreamId, InvestigationThings.AccessAsk, file)] : []);

    private static IEnumerable<AccessChange> HandOver(IEvent<LeadHandedOver> handed)
    {
        var (file, before, now) = (handed.StreamId, Subject.Person(handed.Data.From), Subject.Person(handed.Data.Person));
        return
        [
            new RelationsLeftInsideEnded(file, now),
            new RelationEnded(file, now, Relation.Member),
            .. handed.Data.Stays
                // Keeps the sealed sub-files, as one of the file's team.
                ? (AccessChange[])[new RelationReplaced(file, before, Relation.Lead, Relation.Member)]
                : [new RelationEndedInFile(file, before, Relation.Lead), new RelationEndedInFile(file, before, Relation.Member)],
            // Last: it may be the person who led before, and had left the unit meanwhile.
            new RelationBegun(file, now, Relation.Lead, Unit: handed.Data.Unit),
        ];
    }

    // A person who keeps or supervises a sub-file is named in it in no other way.
    private static IEnumerable<AccessChange> InTheOnePlace(Guid subFile, Guid person, Relation relation) =>
    [
        new RelationEnded(subFile, Subject.Person(person), Relation.Member),
        new RelationEnded(subFile, Subject.Person(person), Relation.SupervisingProsecutor),
        new RelationBegun(subFile, Subject.Person(person), relation),
    ];

    private static Relation Named(string code) => CodeNames.FromCode<Relation>(code)!.Value;
}
