using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Marten;

namespace CaseWorkspace.Platform.Relations;

/// <summary>Writes changes of access to the tables, in the transaction of the event that brings them about: times are the event's.</summary>
/// <remarks>A missing value is sent as an empty value, never as a null, which would come without its type (see <c>JournalEntry</c>).</remarks>
public static class AccessWriter
{
    private const string Open = "(until is null or until > now())";
    private const string FileAndInside = "scope in (select s.id from workspace.case_scope s where s.id = ? or (s.file = ? and s.kind = 'sub-file'))";
    private const string EndWhere = $"update workspace.case_relation set until = now() where {Open} and ";

    /// <summary>Queues the statements of the change.</summary>
    public static void Write(this IDocumentOperations ops, AccessChange change)
    {
        ArgumentNullException.ThrowIfNull(ops);
        switch (change)
        {
            case ThingPlaced it:
                Place(ops, it);
                break;
            case ThingWithheld it:
                ops.QueueSqlCommand("update workspace.case_scope set withheld_in = nullif(?, '00000000-0000-0000-0000-000000000000'::uuid) where id = ?", it.In ?? Guid.Empty, it.Thing);
                break;
            case ThingErased it:
                ops.QueueSqlCommand(
                    "insert into workspace.erasure (thing, keys, file) select s.id, ?, coalesce(s.file, s.id) from workspace.case_scope s where s.id = ? on conflict (thing) do nothing",
                    it.Keys.ToArray(), it.Thing);
                break;
            case ThingFenced it:
                ops.QueueSqlCommand("update workspace.case_scope set fenced = ? where id = ?", it.IsFenced, it.Thing);
                break;
            case RelationBegun it:
                Begin(ops, it);
                break;
            case RelationEnded it:
                ops.QueueSqlCommand(EndWhere + "scope = ? and subject = ? and relation = ?", it.Thing, it.Holder, it.Relation.Code());
                break;
            case RelationEndedInFile it:
                ops.QueueSqlCommand(EndWhere + $"subject = ? and relation = ? and {FileAndInside}", it.Holder, it.Relation.Code(), it.File, it.File);
                break;
            case RelationsLeftInsideEnded it:
                EndLeftInside(ops, it);
                break;
            case RelationReplaced it:
                Replace(ops, it);
                break;
            case RelationEndedForAll it:
                ops.QueueSqlCommand(EndWhere + $"relation = ? and {FileAndInside} and (scope = ? or subject <> ?)", it.Relation.Code(), it.File, it.File, it.File, it.KeptInside);
                break;
            case RelationEndedOnThing it:
                ops.QueueSqlCommand(EndWhere + "scope = ? and relation = ?", it.Thing, it.Relation.Code());
                break;
            case UnitHeadRestored it:
                Restore(ops, it);
                break;
            case SubFileOpened it:
                ops.QueueSqlCommand("update workspace.case_scope set holder = file, level = 'standard' where holder = ?", it.SubFile);
                break;
            case LevelSet it:
                // A trigger keeps what the level was before.
                ops.QueueSqlCommand("update workspace.case_scope set level = ? where id = ?", it.Level.Code(), it.File);
                break;
            case ClosingSet it:
                ops.QueueSqlCommand("update workspace.case_scope set closed = ? where id = ?", it.IsClosed, it.File);
                break;
            case PersonAwaited it:
                ops.QueueSqlCommand("update workspace.case_scope set awaits_person = nullif(?, '00000000-0000-0000-0000-000000000000'::uuid) where id = ?", it.Person ?? Guid.Empty, it.Thing);
                break;
            case ConfirmationAwaited it:
                ops.QueueSqlCommand("update workspace.case_scope set awaits_relation = nullif(?, '') where id = ?", it.Relation?.Code() ?? "", it.File);
                break;
            case ItemReleased it:
                ops.QueueSqlCommand("insert into workspace.released_item (item, request) values (?, ?) on conflict do nothing", it.Item, it.Request);
                break;
            case ContentNamed it:
                ops.QueueSqlCommand("insert into workspace.content_name (sha256, thing) values (?, ?) on conflict do nothing", it.Sha256, it.Thing);
                break;
            case EmergencyAccessBegun it:
                Begin(ops, new RelationBegun(it.File, Subject.Person(it.Person), Relation.EmergencyAccess, it.Until));
                Begin(ops, new RelationBegun(it.Entry, Subject.Person(it.Person), Relation.EmergencyAccess));
                // Fails as a lost race does, where the person entered another file at the same time.
                ops.QueueSqlCommand("update workspace.case_scope set awaits_person = null where id = ? and workspace.enters_alone(?, ?)", it.Entry, it.Person, it.Entry);
                break;
            case EmergencyAccessEnded it:
                EndEmergencyAccess(ops, it);
                break;
            case StandInBegun it:
                ops.QueueSqlCommand(
                    "insert into workspace.stand_in (id, subject, person, since, until) values (?, ?, ?, ?, ?) on conflict do nothing",
                    it.StandIn, it.Holder, it.Person, it.Since.ToUniversalTime(), it.Until.ToUniversalTime());
                break;
            case StandInStopped it:
                ops.QueueSqlCommand("update workspace.stand_in set until = least(until, now()) where id = ?", it.StandIn);
                break;
            case ColleaguePlaced it:
                PlaceColleague(ops, it);
                break;
            default:
                throw new InvalidOperationException($"No statement writes {change}.");
        }
    }

    private static void Place(IDocumentOperations ops, ThingPlaced it) =>
        ops.QueueSqlCommand(
            """
            insert into workspace.case_scope as s (id, kind, file, number, holder, level)
            values (?, ?, nullif(?, '00000000-0000-0000-0000-000000000000'::uuid), nullif(?, ''),
                    nullif(?, '00000000-0000-0000-0000-000000000000'::uuid), case when ? then 'sealed' else 'standard' end)
            on conflict (id) do update set file = excluded.file, holder = excluded.holder, number = coalesce(excluded.number, s.number)
            """,
            it.Thing, it.Kind, it.File ?? Guid.Empty, it.Number ?? "", it.Holder ?? it.File ?? Guid.Empty,
            string.Equals(it.Kind, ThingKind.SubFile, StringComparison.Ordinal));

    private static void Begin(IDocumentOperations ops, RelationBegun it)
    {
        // What hangs on a unit that the person has left has ended as it begins. A change of unit at the same time waits for this, or this for it.
        var until = it.Unit is null ? "nullif(?, 'infinity'::timestamptz)"
            : """
              case when exists (select from (select p.unit from workspace.person p where p.id = ? for share) person where person.unit <> ?) then now()
                   else nullif(?, 'infinity'::timestamptz) end
              """;
        var limit = (it.Until ?? DateTimeOffset.MaxValue).ToUniversalTime();
        object[] limits = it.Unit is null ? [limit] : [Subject.PersonOf(it.Holder), it.Unit, limit];
        ops.QueueSqlCommand(
            $"""
            insert into workspace.case_relation (scope, kind, subject, relation, until, unit)
            select s.id, s.kind, ?, ?, {until}, nullif(?, '') from workspace.case_scope s where s.id = ?
            on conflict (scope, subject, relation, since) do update set until = excluded.until
            """,
            [it.Holder, it.Relation.Code(), .. limits, it.Unit ?? "", it.Thing]);
    }

    private static void EndLeftInside(IDocumentOperations ops, RelationsLeftInsideEnded it) =>
        ops.QueueSqlCommand(
            """
            update workspace.case_relation r set until = now() from workspace.case_scope s
            where s.file = ? and s.kind = 'sub-file' and r.scope = s.id and r.subject = ? and r.relation in ('lead', 'member', 'supervising-prosecutor')
              and (r.until is null or r.until > now())
              and not exists (
                select from workspace.case_relation f
                where f.scope = s.file and f.subject = r.subject and f.relation in ('lead', 'member', 'supervising-prosecutor')
                  and (f.until is null or f.until > now()))
            """,
            it.File, it.Holder);

    private static void Replace(IDocumentOperations ops, RelationReplaced it) =>
        ops.QueueSqlCommand(
            $"""
            with was as (
                {EndWhere} scope = ? and subject = ? and relation = ?
                returning scope, kind, subject, unit)
            insert into workspace.case_relation (scope, kind, subject, relation, unit)
            select scope, kind, subject, ?, unit from was
            on conflict (scope, subject, relation, since) do update set until = null
            """,
            it.Thing, it.Holder, it.From.Code(), it.Into.Code());

    private static void Restore(IDocumentOperations ops, UnitHeadRestored it) =>
        ops.QueueSqlCommand(
            """
            insert into workspace.case_relation (scope, kind, subject, relation)
            select s.id, s.kind, r.subject, r.relation
            from workspace.case_scope s join workspace.case_relation r on r.scope = s.id
            where s.id = ? and r.relation = ? and r.subject like 'unit:%'
            order by r.since limit 1
            on conflict (scope, subject, relation, since) do update set until = null
            """,
            it.Thing, it.Relation.Code());

    private static void EndEmergencyAccess(IDocumentOperations ops, EmergencyAccessEnded it) =>
        ops.QueueSqlCommand(
            """
            update workspace.case_relation r set until = now()
            from workspace.case_scope s join workspace.case_relation own on own.scope = s.id and own.relation = 'break-glass'
            where s.id = ? and r.scope = s.file and r.subject = own.subject and r.relation = 'break-glass'
              and (r.until is null or r.until > now())
            """,
            it.Entry);

    // The person's row is there: the directory writes it, with the name, before the event.
    private static void PlaceColleague(IDocumentOperations ops, ColleaguePlaced it)
    {
        ops.QueueSqlCommand(EndWhere + "subject = ? and unit <> ?", Subject.Person(it.Person), it.Unit);
        ops.QueueSqlCommand(
            "update workspace.person set roles = ?, unit = ?, postings = ? where id = ?",
            it.Roles.ToArray(), it.Unit, it.Postings.ToArray(), it.Person);
    }
}
