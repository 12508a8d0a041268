using System.Collections.Concurrent;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using Npgsql;
using NpgsqlTypes;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// The only way to read. The policy turns operation and role into the relations that suffice; the statement itself
/// then lets nothing else through. One round trip each, the journal's entry included: every look is on disk before its answer leaves.
/// </summary>
public sealed class QueryPipeline(NpgsqlDataSource source, AccessPolicy policy, JournalRecord journal, TimeProvider clock)
{
    /// <summary>Those whose very relation says why they look need not state it.</summary>
    private const string OwnPurpose =
        "case held.relation when 'addressed-liaison-officer' then 'information-exchange' when 'item-custodian' then 'custody' "
        + "when 'custody-offered' then 'custody' "
        + "when 'break-glass' then 'break-glass' end";

    /// <summary>
    /// Which of the looks that are asked are granted, and that they were made. Several looks of one kind, by people in the same roles,
    /// are asked at once: what they share comes as parameters, what each has of its own as a row of <c>looks</c>. Each step is a search
    /// of its own by an index, look by look: as joins of whole tables PostgreSQL would read one through for a single look.
    /// </summary>
    private static string Granted(int most) => Standing(most) + Recorded;

    private static string Standing(int most) => FormattableString.Invariant(
        $"""
        with looks as materialized (
            select * from jsonb_to_recordset(@_looks) as look (
                place int, entry uuid, thing uuid, actor uuid, unit text, subjects text[], session text, address text,
                purpose text, words text, asked text, correlation text) limit {most}),
        standing as materialized (
            select a.place, held.*, p.purpose is not null as before, coalesce(a.words, p.words) as words,
                   coalesce(a.purpose, {OwnPurpose}, case when held.file is null then @_usual end, p.purpose) as purpose
            from looks a
            cross join lateral (
                select s.id, s.kind, s.file, s.holder, r.relation
                from workspace.case_scope s
                join workspace.standing(a.actor, a.unit, a.subjects) r on r.scope = any(array[s.id, s.holder])
                where s.id = a.thing and s.kind = any(@_kinds) and r.relation = any(@_relations)
                order by array_position(@_relations, r.relation) limit 1) held
            left join lateral (
                select p.purpose, p.words from workspace.purpose_stated p
                where p.session = a.session and p.person = a.actor and p.file = held.file limit 1) p on true),
        granted as materialized (
            select place, id, kind, file, holder, relation from standing where purpose is not null)
        """);

    private const string Recorded =
        """
        ,
        remembered as (
            insert into workspace.purpose_stated (session, person, file, purpose, words)
            select a.session, a.actor, st.file, a.purpose, a.words from looks a join standing st using (place)
            where a.purpose is not null and not st.before and st.file is not null
            order by a.session, a.actor, st.file
            on conflict do nothing),
        recorded as (
            insert into journal.entry (id, actor, role, operation, processing, thing, file, relation, granted,
                                       session, address, purpose, words, asked, recipients, correlation)
            select a.entry, a.actor, coalesce((@_roles)[array_position(@_relations, st.relation)], @_role), @_operation, @_processing,
                   a.thing, st.file, st.relation, st.id is not null,
                   a.session, a.address, coalesce(st.purpose, @_usual), coalesce(st.words, a.words), a.asked,
                   case when st.id is not null and @_processing = 'disclosure' then array['person:' || a.actor] end, a.correlation
            from looks a left join standing st using (place)
            where st.id is null or st.purpose is not null)
        """;

    /// <summary>What more there is to read from for one look: see <see cref="IConsultation{T}"/>.</summary>
    private const string Alone =
        """
        ,
        parts as (
            select g.id as holder from granted g
            union
            select s.id from granted g
            join workspace.case_scope s on s.file = g.id and s.kind = 'sub-file'
            join workspace.standing(@_actor, @_unit, @_subjects) r on r.scope = s.id and r.relation = any(@_relations)),
        relations as (
            select jsonb_agg(distinct r.relation)::text as codes from granted g
            join workspace.standing(@_actor, @_unit, @_subjects) r on r.scope = any(array[g.id, g.holder]))

        """;

    private static readonly string GrantedAlone = Granted(1) + Alone;

    private static readonly string GrantedUnseen = Standing(1) + Alone;

    private static readonly string GrantedTogether = Granted(LooksTogether.Most) + "\n";

    private readonly ConcurrentDictionary<(Type, string), LooksTogether> _together = new();

    private const string OpenButForThePurpose =
        $"""
        select coalesce(f.number, '')
        from workspace.case_scope s join workspace.standing(@_actor, @_unit, @_subjects) held on held.scope = any(array[s.id, s.holder])
        join workspace.case_scope f on f.id = s.file
        where s.id = @_thing and s.kind = any(@_kinds) and held.relation = any(@_relations)
          and {OwnPurpose} is null
          and not exists (select from workspace.purpose_stated p
                          where p.session = @_session and p.person = @_actor and p.file = s.file)
        limit 1
        """;

    private const string Listed =
        """
        with recorded as (
            insert into journal.entry (id, actor, role, operation, processing, thing, file, granted,
                                       session, address, purpose, words, asked, recipients, correlation)
            select @_entry, @_actor, @_role, @_operation, @_processing, s.id, s.file, true,
                   @_session, @_address, coalesce(@_purpose, @_usual), @_words, @_asked,
                   case when @_processing = 'disclosure' then array['person:' || @_actor] end, @_correlation
            from (values (1)) as one left join workspace.case_scope s on s.number = @_about and s.kind = 'investigation'),

        """;

    private const string Visible =
        """
        held as (
            select r.scope, r.kind, r.relation from workspace.standing(@_actor, @_unit, @_subjects) r where r.relation = any(@_relations)),
        visible as (
            select distinct scope, kind from held)

        """;

    /// <summary>Looks at one thing; the look is on disk before the answer is returned, also when it is refused.</summary>
    public async Task<Answer<T>> Ask<T>(IConsultation<T> query, Actor actor, CancellationToken cancellation = default)
        where T : class
    {
        policy.MustKnow(query.Operation);
        if (policy.WantsStepUp(query.Operation, actor, clock.GetUtcNow()))
        {
            await journal.Denied(query.Operation, query.Thing, actor, cancellation, query.AskedFor);
            return new Answer<T>(null, Refusal.StepUpNeeded);
        }

        var asked = new Look(query.Thing, query.AskedFor, query, actor);
        var value = query is IDocumentLook ? await AskTogether(asked, cancellation) as T : await AskAlone(query, asked, cancellation);
        return value is not null ? new Answer<T>(value, null)
            : new Answer<T>(null, await FileToState(query, actor, cancellation) is { } file ? Refusal.PurposeNeeded with { About = file.Length > 0 ? file : null } : Refusal.Missing);
    }

    /// <summary>
    /// Reads one thing for the host, to tell whether a look at it would show anything new: nothing of it may reach the person, for
    /// nothing is recorded. Null when the person may not see it (any more).
    /// </summary>
    internal Task<T?> Unseen<T>(IConsultation<T> query, Actor actor)
        where T : class
    {
        policy.MustKnow(query.Operation);
        return policy.WantsStepUp(query.Operation, actor, clock.GetUtcNow()) ? Task.FromResult<T?>(null)
            : Read(GrantedUnseen, query, new Look(query.Thing, query.AskedFor, query, actor), CancellationToken.None);
    }

    private Task<T?> AskAlone<T>(IConsultation<T> query, Look look, CancellationToken cancellation)
        where T : class => Read(GrantedAlone, query, look, cancellation);

    private async Task<T?> Read<T>(string granted, IConsultation<T> query, Look look, CancellationToken cancellation)
        where T : class
    {
        await using var command = source.CreateCommand();
        BindLooks(command.Parameters, query.Kinds, [look]);
        query.Bind(command.Parameters);
        PositionalStatement.Place(command, granted + query.Sql);
        T? value;
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            value = await query.Read(reader, cancellation);
        }

        // The reader is drained: the statement, and with it the journal's entry, is committed.
        return value;
    }

    /// <summary>People in the same roles need the same relations: their looks of one kind share a statement when they come at the same time.</summary>
    private Task<StoredDocument?> AskTogether(Look look, CancellationToken cancellation) =>
        _together.GetOrAdd((look.Query.GetType(), string.Join(' ', look.Actor.Roles)), _ => new LooksTogether(AskAll)).Ask(look, cancellation);

    private async Task<IReadOnlyDictionary<int, StoredDocument>> AskAll(IReadOnlyList<Look> looks)
    {
        var query = (IDocumentLook)looks[0].Query;
        await using var command = source.CreateCommand();
        BindLooks(command.Parameters, query.Kinds, looks);
        PositionalStatement.Place(command, GrantedTogether + query.Sql);
        var shown = new Dictionary<int, StoredDocument>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            shown.Add(reader.GetInt32(0), await StoredDocument.Read(reader, CancellationToken.None));
        }

        return shown;
    }

    private void BindLooks(NpgsqlParameterCollection parameters, IEnumerable<string> kinds, IReadOnlyList<Look> looks)
    {
        var (operation, actor) = (looks[0].Query.Operation, looks[0].Actor);
        BindAccess(parameters, operation, actor);
        JournalEntry.BindOperation(parameters, operation, policy.Acting(operation, actor), actor.UsualPurpose);
        parameters.AddWithValue("_kinds", kinds.ToArray());
        parameters.AddWithValue("_roles", policy.Sufficient(operation, actor).Select(relation => policy.Acting(operation, actor, relation).Code()).ToArray());
        Look.Bind(parameters, looks);
    }

    /// <summary>The number of the file, where nothing was shown only because the person has not yet said why; another look, on this path alone.</summary>
    private async Task<string?> FileToState<T>(IConsultation<T> query, Actor actor, CancellationToken cancellation)
    {
        if (actor.Purpose is not null)
        {
            return null;
        }

        await using var command = source.CreateCommand(OpenButForThePurpose);
        command.Parameters.AddWithValue("_thing", query.Thing);
        command.Parameters.AddWithValue("_kinds", query.Kinds.ToArray());
        command.Parameters.AddWithValue("_session", actor.Session);
        BindAccess(command.Parameters, query.Operation, actor);
        return await command.ExecuteScalarAsync(cancellation) as string;
    }

    /// <summary>Lists what the actor may see; that it was looked at is on disk before the answer is returned.</summary>
    public async Task<Answer<Page<T>>> List<T>(IListing<T> query, Actor actor, CancellationToken cancellation = default)
    {
        if (Refuse(query.Operation, actor) is { } refusal)
        {
            await journal.Denied(query.Operation, null, actor, cancellation, query.AskedFor);
            return new Answer<Page<T>>(null, refusal);
        }

        await using var command = source.CreateCommand();
        if (query.Operation.IsOfNoFile)
        {
            Place(command, query, actor, "with " + Visible);
        }
        else
        {
            JournalEntry.Bind(command.Parameters, query.Operation, actor, policy.Acting(query.Operation, actor), query.AskedFor);
            command.Parameters.AddNullable("_about", query.About);
            Place(command, query, actor, Listed + Visible);
        }

        var rows = new List<T>();
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(query.Read(reader));
            }
        }

        return new Answer<Page<T>>(Pages.Cut(rows, query.Size, query.Cursor), null);
    }

    /// <summary>
    /// Whether a thing that was opened is still open to the actor: for what goes on for a while, a download. No look of its own. A person
    /// whom the identity server refuses meanwhile has lost it too.
    /// </summary>
    public async Task<bool> IsOpen(Operation operation, Guid thing, Actor actor, CancellationToken cancellation)
    {
        policy.MustKnow(operation);
        await using var command = source.CreateCommand(
            """
            select exists (
                select from workspace.case_scope s
                join workspace.standing(@_actor, @_unit, @_subjects) held on held.scope = any(array[s.id, s.holder])
                where s.id = @_thing and held.relation = any(@_relations))
              and not exists (select from workspace.person p where p.id = @_actor and p.refused_at is not null)
            """);
        command.Parameters.AddWithValue("_thing", thing);
        BindAccess(command.Parameters, operation, actor);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>How many a list has for the actor, one beyond its size at the most. A number shows nothing of any: it is no look.</summary>
    public async Task<int> Count<T>(IListing<T> query, Actor actor, CancellationToken cancellation = default) =>
        (await Unseen(query, actor, cancellation)).Count;

    /// <summary>
    /// Reads a list for the host, to tell whether a look at it would show anything new: nothing of it may reach the person, for nothing
    /// is recorded. One row beyond its size at the most.
    /// </summary>
    internal async Task<IReadOnlyList<T>> Unseen<T>(IListing<T> query, Actor actor, CancellationToken cancellation = default)
    {
        if (Refuse(query.Operation, actor) is not null)
        {
            return [];
        }

        await using var command = source.CreateCommand();
        Place(command, query, actor, "with " + Visible);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(query.Read(reader));
        }

        return rows;
    }

    private Refusal? Refuse(Operation operation, Actor actor)
    {
        policy.MustKnow(operation);
        return policy.Sufficient(operation, actor).Count == 0 && !policy.AllowsWithoutRelation(operation, actor) ? Refusal.NotForRole
            : policy.WantsStepUp(operation, actor, clock.GetUtcNow()) ? Refusal.StepUpNeeded
            : null;
    }

    private void Place<T>(NpgsqlCommand command, IListing<T> query, Actor actor, string before)
    {
        BindAccess(command.Parameters, query.Operation, actor);
        command.Parameters.AddWithValue("_limit", query.Size + 1);
        query.Bind(command.Parameters);
        PositionalStatement.Place(command, before + query.Sql);
    }

    private void BindAccess(NpgsqlParameterCollection parameters, Operation operation, Actor actor)
    {
        parameters.AddWithValue("_actor", actor.Id);
        parameters.AddWithValue("_unit", actor.Unit);
        parameters.AddWithValue("_subjects", actor.Subjects);
        parameters.Add(new NpgsqlParameter("_relations", NpgsqlDbType.Array | NpgsqlDbType.Text)
        {
            Value = policy.Sufficient(operation, actor).Select(relation => relation.Code()).ToArray(),
        });
    }
}
