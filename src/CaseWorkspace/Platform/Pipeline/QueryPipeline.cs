using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Npgsql;
using NpgsqlTypes;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// The only way to read. The policy turns operation and role into the relations that suffice; the statement itself
/// then lets nothing else through. One round trip each, the journal's entry included.
/// </summary>
public sealed class QueryPipeline(NpgsqlDataSource source, AccessPolicy policy, DenialRecord denials)
{
    private const string Granted =
        """
        with granted as materialized (
            select s.id, s.file, r.relation
            from workspace.case_scope s join workspace.case_relation r on r.scope in (s.id, s.file)
            where s.id = @_thing and r.subject = any(@_subjects) and r.relation = any(@_relations)
              and (r.until is null or r.until > now())
            limit 1),
        recorded as (
            insert into journal.entry (id, actor, role, operation, processing, thing, file, relation, granted,
                                       session, address, purpose, correlation)
            select @_entry, @_actor, @_role, @_operation, @_processing, @_thing, g.file, g.relation, g.id is not null,
                   @_session, @_address, @_purpose, @_correlation
            from (values (1)) as one left join granted g on true)

        """;

    private const string Visible =
        """
        with visible as (
            select distinct r.scope from workspace.case_relation r
            where r.subject = any(@_subjects) and r.relation = any(@_relations) and (r.until is null or r.until > now()))

        """;

    /// <summary>Looks at one thing; the look is on disk before the answer is returned, also when it is refused.</summary>
    public async Task<Answer<T>> Ask<T>(IConsultation<T> query, Actor actor, CancellationToken cancellation = default)
        where T : class
    {
        await using var command = source.CreateCommand(Granted + query.Sql);
        command.Parameters.AddWithValue("_thing", query.Thing);
        BindAccess(command.Parameters, query.Operation, actor);
        JournalEntry.Bind(command.Parameters, query.Operation, actor);
        query.Bind(command.Parameters);

        T? value;
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            value = await query.Read(reader, cancellation);
        }

        // The reader is drained: the statement, and with it the journal's entry, is committed.
        return value is null ? new Answer<T>(null, Refusal.Missing) : new Answer<T>(value, null);
    }

    /// <summary>Lists what the actor may see.</summary>
    public async Task<Answer<Page<T>>> List<T>(IListing<T> query, Actor actor, CancellationToken cancellation = default)
    {
        if (policy.Sufficient(query.Operation, actor).Count == 0 && !policy.AllowsWithoutRelation(query.Operation, actor))
        {
            await denials.Write(query.Operation, null, actor, cancellation);
            return new Answer<Page<T>>(null, Refusal.NotForRole);
        }

        await using var command = source.CreateCommand(Visible + query.Sql);
        BindAccess(command.Parameters, query.Operation, actor);
        command.Parameters.AddWithValue("_limit", query.Size + 1);
        query.Bind(command.Parameters);

        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(query.Read(reader));
        }

        return new Answer<Page<T>>(Pages.Cut(rows, query.Size, query.Cursor), null);
    }

    private void BindAccess(NpgsqlParameterCollection parameters, Operation operation, Actor actor)
    {
        parameters.AddWithValue("_subjects", actor.Subjects);
        parameters.Add(new NpgsqlParameter("_relations", NpgsqlDbType.Array | NpgsqlDbType.Text)
        {
            Value = policy.Sufficient(operation, actor).Select(relation => relation.Code()).ToArray(),
        });
    }
}
