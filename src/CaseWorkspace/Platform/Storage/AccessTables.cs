using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Marten;

namespace CaseWorkspace.Platform.Storage;

/// <summary>How inline projections keep the tables of access and of words, in the transaction of the events they follow.</summary>
/// <remarks>What is not there is sent as an empty value, never as a null, which would come without its type (see <c>JournalEntry</c>).</remarks>
public static class AccessTables
{
    /// <summary>A thing begins, or comes to belong to a file.</summary>
    /// <param name="ops">The transaction.</param>
    /// <param name="id">The thing.</param>
    /// <param name="kind">A code of <see cref="ThingKind"/>.</param>
    /// <param name="file">The file it belongs to; null when none yet.</param>
    /// <param name="number">Its number, e.g. <c>E-001</c>; null leaves the number that it has.</param>
    /// <param name="holder">The sealed sub-file it lies in, whose relations hold for it instead of the file's; null: the file's do.</param>
    public static void Place(this IDocumentOperations ops, Guid id, string kind, Guid? file, string? number = null, Guid? holder = null) =>
        ops.QueueSqlCommand(
            """
            insert into workspace.case_scope as s (id, kind, file, number, holder, level)
            values (?, ?, nullif(?, '00000000-0000-0000-0000-000000000000'::uuid), nullif(?, ''),
                    nullif(?, '00000000-0000-0000-0000-000000000000'::uuid), case when ? then 'sealed' else 'standard' end)
            on conflict (id) do update set file = excluded.file, holder = excluded.holder, number = coalesce(excluded.number, s.number)
            """,
            id, kind, file ?? Guid.Empty, number ?? "", holder ?? file ?? Guid.Empty,
            string.Equals(kind, ThingKind.SubFile, StringComparison.Ordinal));

    /// <summary>The subject comes to stand in the relation, from now on or for a period.</summary>
    /// <param name="ops">The transaction.</param>
    /// <param name="scope">To what.</param>
    /// <param name="subject">Who: see <see cref="Subject"/>.</param>
    /// <param name="relation">How.</param>
    /// <param name="until">When it ends by itself; null: not before it is taken.</param>
    /// <param name="unit">The unit on which it hangs: who leaves it loses the relation; null: held by name.</param>
    public static void Relate(
        this IDocumentOperations ops, Guid scope, string subject, Relation relation, DateTimeOffset? until = null, string? unit = null) =>
        ops.QueueSqlCommand(
            """
            insert into workspace.case_relation (scope, kind, subject, relation, until, unit)
            select s.id, s.kind, ?, ?, nullif(?, 'infinity'::timestamptz), nullif(?, '') from workspace.case_scope s where s.id = ?
            on conflict (scope, subject, relation, since) do update set until = excluded.until
            """,
            subject, relation.Code(), (until ?? DateTimeOffset.MaxValue).ToUniversalTime(), unit ?? "", scope);

    /// <summary>The relation of the subject to the thing itself ends; binds the next request. Places in sub-files inside stay.</summary>
    public static void EndRelation(this IDocumentOperations ops, Guid scope, string subject, Relation relation) =>
        ops.QueueSqlCommand(
            """
            update workspace.case_relation set until = now()
            where scope = ? and subject = ? and relation = ? and (until is null or until > now())
            """,
            scope, subject, relation.Code());

    /// <summary>The relation of the subject to the file ends, and to the sub-files inside.</summary>
    public static void EndRelationAndInside(this IDocumentOperations ops, Guid file, string subject, Relation relation) =>
        ops.QueueSqlCommand(
            """
            update workspace.case_relation set until = now()
            where subject = ? and relation = ? and (until is null or until > now()) and scope in (
                select s.id from workspace.case_scope s where s.id = ? or (s.file = ? and s.kind = 'sub-file'))
            """,
            subject, relation.Code(), file, file);

    /// <summary>
    /// Places that the subject has in sub-files inside end, where the subject has no relation to the file any more: who left the file and
    /// comes back is named in them anew. Asked before the subject is related to the file again.
    /// </summary>
    public static void EndLeftInside(this IDocumentOperations ops, Guid file, string subject) =>
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
            file, subject);

    /// <summary>A person who stands in the one relation to the thing stands in the other instead, on the same unit.</summary>
    public static void Turn(this IDocumentOperations ops, Guid scope, string subject, Relation from, Relation into) =>
        ops.QueueSqlCommand(
            """
            with was as (
                update workspace.case_relation set until = now()
                where scope = ? and subject = ? and relation = ? and (until is null or until > now())
                returning scope, kind, subject, unit)
            insert into workspace.case_relation (scope, kind, subject, relation, unit)
            select scope, kind, subject, ?, unit from was
            on conflict (scope, subject, relation, since) do update set until = null
            """,
            scope, subject, from.Code(), into.Code());

    /// <summary>Nobody stands in the relation any more, here and in the sub-files inside.</summary>
    /// <param name="ops">The transaction.</param>
    /// <param name="scope">To what.</param>
    /// <param name="relation">How.</param>
    /// <param name="inside">But for this one, in the sub-files.</param>
    public static void Vacate(this IDocumentOperations ops, Guid scope, Relation relation, string inside) =>
        ops.QueueSqlCommand(
            """
            update workspace.case_relation set until = now()
            where relation = ? and (until is null or until > now()) and scope in (
                select s.id from workspace.case_scope s where s.id = ? or (s.file = ? and s.kind = 'sub-file'))
              and (scope = ? or subject <> ?)
            """,
            relation.Code(), scope, scope, scope, inside);

    /// <summary>Nobody stands to the thing itself in the relation any more; the sub-files inside keep whom they name.</summary>
    public static void Suspend(this IDocumentOperations ops, Guid scope, Relation relation) =>
        ops.QueueSqlCommand(
            "update workspace.case_relation set until = now() where scope = ? and relation = ? and (until is null or until > now())",
            scope, relation.Code());

    /// <summary>The head of the unit that stood in the relation first stands in it again.</summary>
    public static void Restore(this IDocumentOperations ops, Guid scope, Relation relation) =>
        ops.QueueSqlCommand(
            """
            insert into workspace.case_relation (scope, kind, subject, relation)
            select s.id, s.kind, r.subject, r.relation
            from workspace.case_scope s join workspace.case_relation r on r.scope = s.id
            where s.id = ? and r.relation = ? and r.subject like 'unit:%'
            order by r.since limit 1
            on conflict (scope, subject, relation, since) do update set until = null
            """,
            scope, relation.Code());

    /// <summary>A sealed sub-file is opened: what lies in it lies in the file, and those of the file stand to it.</summary>
    public static void Release(this IDocumentOperations ops, Guid part) =>
        ops.QueueSqlCommand("update workspace.case_scope set holder = file, level = 'standard' where holder = ?", part);

    /// <summary>The file is kept at another level from now on, and so is all that lies in it. The database keeps what the level was before.</summary>
    public static void Keep(this IDocumentOperations ops, Guid file, Level level) =>
        ops.QueueSqlCommand("update workspace.case_scope set level = ? where id = ?", level.Code(), file);

    /// <summary>The thing waits for the person, who finds it on the desk; null: for nobody any more.</summary>
    public static void Await(this IDocumentOperations ops, Guid thing, Guid? person) =>
        ops.QueueSqlCommand(
            "update workspace.case_scope set awaits_person = nullif(?, '00000000-0000-0000-0000-000000000000'::uuid) where id = ?",
            person ?? Guid.Empty, thing);

    /// <summary>The item goes along with the answer to the request.</summary>
    public static void GoesAlong(this IDocumentOperations ops, Guid item, Guid request) =>
        ops.QueueSqlCommand("insert into workspace.released_item (item, request) values (?, ?) on conflict do nothing", item, request);

    /// <summary>A person who broke the glass sees the file no longer.</summary>
    /// <param name="ops">The transaction.</param>
    /// <param name="glass">The break-glass, to which its opener stands in the same relation as to the file.</param>
    public static void CloseGlass(this IDocumentOperations ops, Guid glass) =>
        ops.QueueSqlCommand(
            """
            update workspace.case_relation r set until = now()
            from workspace.case_scope s join workspace.case_relation own on own.scope = s.id and own.relation = 'break-glass'
            where s.id = ? and r.scope = s.file and r.subject = own.subject and r.relation = 'break-glass'
              and (r.until is null or r.until > now())
            """,
            glass);

    /// <summary>The file waits for its supervisor or its prosecutor to confirm something, or no longer.</summary>
    public static void AwaitConfirmation(this IDocumentOperations ops, Guid file, bool waits) =>
        ops.QueueSqlCommand(
            "update workspace.case_scope set awaits_relation = case when ? then ? end where id = ?",
            waits, Relation.UnitSupervisor.Code(), file);

    /// <summary>Fails as a lost race does, where the person entered another file at the same time (deploy/postgresql/access.sql).</summary>
    public static void EnterAlone(this IDocumentOperations ops, Guid glass, Guid person) =>
        ops.QueueSqlCommand("update workspace.case_scope set awaits_person = null where id = ? and workspace.enters_alone(?, ?)", glass, person, glass);

    /// <summary>For the period, the person has the relations that the subject holds.</summary>
    public static void StandIn(
        this IDocumentOperations ops, Guid id, string subject, Guid person, DateTimeOffset since, DateTimeOffset until) =>
        ops.QueueSqlCommand(
            "insert into workspace.stand_in (id, subject, person, since, until) values (?, ?, ?, ?, ?) on conflict do nothing",
            id, subject, person, since.ToUniversalTime(), until.ToUniversalTime());

    /// <summary>Standing in ends before its time.</summary>
    public static void EndStandIn(this IDocumentOperations ops, Guid id) =>
        ops.QueueSqlCommand("update workspace.stand_in set until = least(until, now()) where id = ?", id);

    /// <summary>Words by which things are found, by those who may see them.</summary>
    public static void Find(this IDocumentOperations ops, IEnumerable<FoundText> texts)
    {
        foreach (var text in texts)
        {
            ops.QueueSqlCommand(
                """
                insert into workspace.case_text (source, part, words, field, inside, home, form) values (?, ?, array_to_tsvector(?), ?, ?, ?, ?)
                on conflict (source, part) do update
                set words = excluded.words, field = excluded.field, inside = excluded.inside, home = excluded.home, form = excluded.form
                """,
                text.Source, text.Part, text.Words(), text.Field, text.Inside, text.Home, Folding.Form);
        }
    }

    /// <summary>The words of the text, as the index takes them.</summary>
    internal static string[] Words(this FoundText text) => [.. SearchWords.Of(text.Texts).Take(20_000)];
}
