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
        "case r.relation when 'addressed-liaison-officer' then 'information-exchange' when 'item-custodian' then 'custody' "
        + "when 'custody-offered' then 'custody' "
        + "when 'break-glass' then 'break-glass' end";

    private const string Granted =
        $"""
        with held as materialized (
            select s.id, s.kind, s.file, s.holder, r.relation
            from workspace.case_scope s
            join workspace.standing(@_actor, @_unit, @_subjects) r on r.scope in (s.id, s.holder)
            where s.id = @_thing and s.kind = any(@_kinds)),
        standing as materialized (
            select * from held where relation = any(@_relations) order by array_position(@_relations, relation) limit 1),
        stated as materialized (
            select coalesce(@_purpose, {OwnPurpose}, case when r.file is null then @_usual end, p.purpose) as purpose,
                   coalesce(@_words, p.words) as words, p.purpose is not null as before
            from standing r left join workspace.purpose_stated p
                on p.session = @_session and p.person = @_actor and p.file = r.file),
        granted as materialized (
            select st.id, st.kind, st.file, st.holder, st.relation from standing st, stated where stated.purpose is not null),
        parts as (
            select g.id as holder from granted g
            union
            select s.id from granted g
            join workspace.case_scope s on s.file = g.id and s.kind = 'sub-file'
            join workspace.standing(@_actor, @_unit, @_subjects) r on r.scope = s.id and r.relation = any(@_relations)),
        relations as (
            select jsonb_agg(distinct held.relation)::text as codes from held, granted),
        remembered as (
            insert into workspace.purpose_stated (session, person, file, purpose, words)
            select @_session, @_actor, g.file, @_purpose, @_words from granted g, stated
            where @_purpose is not null and not stated.before and g.file is not null
            on conflict do nothing),
        recorded as (
            insert into journal.entry (id, actor, role, operation, processing, thing, file, relation, granted,
                                       session, address, purpose, words, asked, recipients, correlation)
            select @_entry, @_actor, coalesce((@_roles)[array_position(@_relations, g.relation)], @_role), @_operation, @_processing, @_thing, g.file, g.relation, g.id is not null,
                   @_session, @_address, coalesce(stated.purpose, @_usual), stated.words, @_asked,
                   case when g.id is not null and @_processing = 'disclosure' then array['person:' || @_actor] end, @_correlation
            from (values (1)) as one left join standing st on true left join granted g on true left join stated on true
            where st.id is null or g.id is not null)

        """;

    private const string OpenButForThePurpose =
        $"""
        select exists (
            select from workspace.case_scope s join workspace.standing(@_actor, @_unit, @_subjects) r on r.scope in (s.id, s.holder)
            where s.id = @_thing and s.kind = any(@_kinds) and r.relation = any(@_relations) and s.file is not null
              and {OwnPurpose} is null
              and not exists (select from workspace.purpose_stated p
                              where p.session = @_session and p.person = @_actor and p.file = s.file))
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

        await using var command = source.CreateCommand();
        command.Parameters.AddWithValue("_thing", query.Thing);
        command.Parameters.AddWithValue("_kinds", query.Kinds.ToArray());
        BindAccess(command.Parameters, query.Operation, actor);
        JournalEntry.Bind(command.Parameters, query.Operation, actor, policy.Acting(query.Operation, actor), query.AskedFor);
        command.Parameters.AddWithValue("_roles", policy.Sufficient(query.Operation, actor)
            .Select(relation => policy.Acting(query.Operation, actor, relation).Code()).ToArray());
        query.Bind(command.Parameters);
        PositionalStatement.Place(command, Granted + query.Sql);

        T? value;
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            value = await query.Read(reader, cancellation);
        }

        // The reader is drained: the statement, and with it the journal's entry, is committed.
        return value is not null ? new Answer<T>(value, null)
            : new Answer<T>(null, await WantsPurpose(query, actor, cancellation) ? Refusal.PurposeNeeded : Refusal.Missing);
    }

    /// <summary>Whether nothing was shown only because the person has not yet said why; another look, on this path alone.</summary>
    private async Task<bool> WantsPurpose<T>(IConsultation<T> query, Actor actor, CancellationToken cancellation)
    {
        if (actor.Purpose is not null)
        {
            return false;
        }

        await using var command = source.CreateCommand(OpenButForThePurpose);
        command.Parameters.AddWithValue("_thing", query.Thing);
        command.Parameters.AddWithValue("_kinds", query.Kinds.ToArray());
        command.Parameters.AddWithValue("_session", actor.Session);
        BindAccess(command.Parameters, query.Operation, actor);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
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

    /// <summary>How many a list has for the actor, one beyond its size at the most. A number shows nothing of any: it is no look.</summary>
    public async Task<int> Count<T>(IListing<T> query, Actor actor, CancellationToken cancellation = default)
    {
        if (Refuse(query.Operation, actor) is not null)
        {
            return 0;
        }

        await using var command = source.CreateCommand();
        Place(command, query, actor, "with " + Visible);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var count = 0;
        while (await reader.ReadAsync(cancellation))
        {
            count++;
        }

        return count;
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
