using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Marten;
using Marten.Services.BatchQuerying;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>The statements that gather what a decision on access and a decision on the matter need.</summary>
internal static class CommandFacts
{
    /// <summary>What the things are and which relations the actor holds to them now; what does not exist is absent.</summary>
    /// <remarks>
    /// Most commands name one thing. For a list of unknown length PostgreSQL would plan the statement anew at every use.
    /// </remarks>
    public static Task<IReadOnlyList<CaseScope>> Scopes(this IBatchedQuery batch, Actor actor, Guid[] things) =>
        things is [var only]
            ? batch.Ask<CaseScope>(ScopesWhere + " s.id = ?", actor.Id, actor.Unit, actor.Subjects, only)
            : batch.Ask<CaseScope>(ScopesWhere + " s.id = any(?)", actor.Id, actor.Unit, actor.Subjects, things);

    /// <summary>The file of the number, with the relations the actor holds to it now; absent when there is none.</summary>
    public static Task<IReadOnlyList<CaseScope>> FileOf(this IBatchedQuery batch, Actor actor, string number) =>
        batch.Ask<CaseScope>(
            Scope + """
             where r.scope = s.id),
                'unit', (select substr(u.subject, 6) from workspace.case_relation u
                         where u.scope = s.id and u.relation = 'unit-supervisor' and u.subject like 'unit:%' order by u.since limit 1))::text
            from workspace.case_scope s where s.kind = 'investigation' and s.number = ?
            """,
            actor.Id, actor.Unit, actor.Subjects, number);

    /// <summary>What <see cref="CaseScope"/> holds, up to the things to which relations are held.</summary>
    private const string Scope =
        """
        select jsonb_build_object('id', s.id, 'kind', s.kind, 'file', s.file, 'holder', s.holder, 'level', s.level, 'number', s.number, 'fenced', s.fenced,
            'isClosed', coalesce((select f.closed from workspace.case_scope f where f.id = s.file), false),
            'relations', array(select distinct r.relation from workspace.standing(?, ?, ?) r
        """;

    private const string ScopesWhere = Scope + " where r.scope = any(array[s.id, s.holder])))::text from workspace.case_scope s where";

    /// <summary>People known to the workspace, with the relations they hold to the scope.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="which">Which people <c>p</c>, as SQL with one <c>?</c>.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="parameter">Its value.</param>
    public static Task<IReadOnlyList<Colleague>> Colleagues(this IBatchedQuery batch, string which, Guid scope, object parameter) =>
        batch.Ask<Colleague>($"select {ColleagueOf("?")}::text from workspace.person p where {which}", scope, scope, scope, parameter);

    /// <summary>What <see cref="Colleague"/> holds of the person <c>p</c>, with the relations to the scope that count now, as SQL; the scope stands in it three times.</summary>
    public static string ColleagueOf(string scope) =>
        $$"""
        (select jsonb_build_object('id', p.id, 'name', p.name, 'roles', p.roles, 'unit', p.unit, 'postings', p.postings,
                'relations', coalesce(held.relations, '{}'), 'here', coalesce(held.here, '{}'),
                'duties', workspace.duties({{scope}}, p.id, p.unit,
                    array['person:' || p.id] || case when 'supervisor' = any(p.roles) and p.unit <> '' then array['unit:' || p.unit] end),
                'until', (
                    select max(coalesce(r.until, 'infinity')) from workspace.case_relation r, workspace.case_scope s
                    where s.id = {{scope}} and r.scope = s.file and r.subject = 'person:' || p.id and r.since <= now()
                    having max(coalesce(r.until, 'infinity')) < 'infinity'))
         from (
            select array_agg(distinct r.relation) as relations, array_agg(distinct r.relation) filter (where r.scope = any(array[s.id, s.holder])) as here
            from workspace.case_scope s, workspace.standing(p.id, p.unit, array['person:' || p.id]) r
            where s.id = {{scope}} and r.scope = any(array[s.id, s.holder, s.file])) held)
        """;

    /// <summary>
    /// How often somebody took up a duty in the file in which the thing lies, or let something go from it. Read before the duties: who
    /// takes the next turn (<see cref="TakeTurn"/>) does so knowing all turns before. A turn that was taken while this transaction began
    /// may be missing from what is read by time, and is told as -1, which is nobody's.
    /// </summary>
    public static Task<IReadOnlyList<FileTurn>> Turn(this IBatchedQuery batch, Guid thing) => batch.Ask<FileTurn>(
        """
        select jsonb_build_object(
            'file', f.id, 'turn', case when f.turned_at < now() or f.turned_at > clock_timestamp() then f.turn else -1 end)::text
        from workspace.case_scope s join workspace.case_scope f on f.id = s.file where s.id = ?
        """,
        thing);

    /// <summary>Takes the next turn in the file; fails as a lost race does, where somebody took it since it was read.</summary>
    public static void TakeTurn(this IDocumentSession session, FileTurn seen) => session.QueueSqlCommand(
        "update workspace.case_scope set turn = workspace.next_turn(turn, ?), turned_at = clock_timestamp() where id = ?", seen.Turn, seen.File);

    /// <summary>The actor's own duties on the file in which the thing lies.</summary>
    public static Task<IReadOnlyList<Duties>> OwnDuties(this IBatchedQuery batch, Actor actor, Guid scope) =>
        batch.Ask<Duties>("select workspace.duties(?, ?, ?, ?)::text", scope, actor.Id, actor.Unit, actor.Subjects);

    /// <summary>Whether a supervisor of the unit has been here.</summary>
    public static Task<IReadOnlyList<bool>> HasHead(this IBatchedQuery batch, string unit) => batch.Ask<bool>(
        "select to_json(exists (select from workspace.person p where p.unit = ? and 'supervisor' = any(p.roles)))::text", unit);

    /// <summary>Whether a person, as last seen, holds the relation to the scope now.</summary>
    public static Task<IReadOnlyList<bool>> IsHeld(this IBatchedQuery batch, Guid scope, Relation relation) =>
        batch.Ask<bool>($"select to_json({HeldNow("?", "?")})::text", scope, relation.Code());

    /// <summary>The same as SQL, of a scope and a relation that stand there in SQL.</summary>
    public static string HeldNow(string scope, string relation) =>
        $"""
        exists (
            select from workspace.case_relation r
            join workspace.person p on p.id = case when r.subject like 'person:%' then substr(r.subject, 8)::uuid end
            where r.scope = {scope} and r.relation = {relation} and (r.until is null or r.until > now())
              and exists (
                select from workspace.standing(p.id, p.unit, array[r.subject]) s where s.scope = r.scope and s.relation = r.relation))
        """;

    /// <summary>
    /// The next numbers of a series, of which the last is returned; committed at once, so that none is ever given twice. None is drawn, and 0
    /// returned, for what was answered before under the actor's idempotency key.
    /// </summary>
    public static async Task<long> NextNumber(this IBatchedQuery batch, string series, int count, Actor actor, string? key) =>
        (await batch.Ask<long>(
            """
            with drawn as (
                insert into workspace.series as s (name, last)
                select ?, ? where not exists (select from workspace.answered where actor = ? and key = ?)
                on conflict (name) do update set last = s.last + excluded.last returning last)
            select coalesce((select last from drawn), 0)::text
            """,
            series, count, actor.Id, key ?? ""))[0];

    /// <summary>For whom the actor stands in now.</summary>
    public static Task<IReadOnlyList<Guid>> StandsInFor(this IBatchedQuery batch, Actor actor) =>
        batch.Ask<Guid>($"select to_json(away)::text from unnest({AwayFor("?")}) away", actor.Id);

    /// <summary>The people for whom the person stands in now, as SQL.</summary>
    public static string AwayFor(string person) =>
        $"""
        array(select substr(i.subject, 8)::uuid from workspace.stand_in i
              where i.person = {person} and i.subject like 'person:%' and i.since <= now() and i.until > now())
        """;

    /// <summary>What was answered before under the actor's idempotency key.</summary>
    public static Task<IReadOnlyList<Answered>> AnsweredBefore(this IBatchedQuery batch, Actor actor, string key) =>
        batch.Ask<Answered>(
            """
            select jsonb_build_object('fingerprint', encode(fingerprint, 'base64'), 'target', target, 'version', version, 'told', told)::text
            from workspace.answered where actor = ? and key = ?
            """,
            actor.Id, key);
}

/// <summary>The turn of a file: see <see cref="CommandFacts.Turn"/>.</summary>
internal sealed record FileTurn(Guid File, long Turn);

/// <summary>A command's answer, kept under the idempotency key it came with.</summary>
/// <param name="Fingerprint">Of the command.</param>
/// <param name="Target">Its target.</param>
/// <param name="Version">The version of the stream to which it led.</param>
/// <param name="Told">Whether the actor was told another: see <see cref="ToldVersion"/>.</param>
internal sealed record Answered(string Fingerprint, Guid Target, long Version, bool Told);
