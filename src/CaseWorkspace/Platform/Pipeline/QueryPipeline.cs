using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using Npgsql;
using NpgsqlTypes;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// The only way to read. The policy turns operation and role into the relations that suffice; the statement itself
/// then lets nothing else through. One round trip each, the journal's entry included: every read is on disk before its answer leaves.
/// </summary>
public sealed class QueryPipeline(NpgsqlDataSource source, AccessPolicy policy, JournalRecord journal, TextKeys keys, TimeProvider clock)
{
    /// <summary>The condition, in SQL, that the reader has said why they look at the file: with this call, or before in the session.</summary>
    /// <param name="file">The column of the file's id; of what lies in no file no purpose is owed.</param>
    public static string PurposeIsStated(string file) =>
        $"""
        ({file} is null or @_purpose::text is not null or exists (
            select from workspace.purpose_stated why where why.session = @_session and why.person = @_actor and why.file = {file}))
        """;

    /// <summary>Looks at one thing; the read is on disk before the answer is returned, also when it is refused.</summary>
    public async Task<Answer<T>> Ask<T>(IConsultation<T> query, Actor actor, CancellationToken cancellation = default)
        where T : class
    {
        policy.MustKnow(query.Operation);
        if (policy.WantsStepUp(query.Operation, actor, clock.GetUtcNow()))
        {
            await journal.Denied(query.Operation, query.Thing, actor, cancellation, query.AskedFor);
            return new Answer<T>(null, Refusal.StepUpNeeded);
        }

        var value = await Read(ReadStatements.Granted, query, actor, cancellation);
        return value is not null ? new Answer<T>(value, null)
            : new Answer<T>(null, await FileToState(query, actor, cancellation) is { } file ? Refusal.PurposeNeeded with { About = file.Length > 0 ? file : null } : Refusal.Missing);
    }

    /// <summary>
    /// Reads one thing for the host, to tell whether a read of it would show anything new: nothing of it may reach the person, for
    /// nothing is recorded. Null when the person may not see it (any more).
    /// </summary>
    internal Task<T?> Unseen<T>(IConsultation<T> query, Actor actor)
        where T : class
    {
        policy.MustKnow(query.Operation);
        return policy.WantsStepUp(query.Operation, actor, clock.GetUtcNow()) ? Task.FromResult<T?>(null)
            : Read(ReadStatements.GrantedUnseen, query, actor, CancellationToken.None);
    }

    private async Task<T?> Read<T>(string granted, IConsultation<T> query, Actor actor, CancellationToken cancellation)
        where T : class
    {
        await using var batch = source.CreateBatch();
        var command = Begin(batch, query, typeof(T).IsAssignableTo(typeof(IPage)));
        BindAccess(command.Parameters, query.Operation, actor);
        JournalEntry.Bind(command.Parameters, query.Operation, actor, policy.Acting(query.Operation, actor), query.AskedFor);
        Role[] roles = [.. policy.Sufficient(query.Operation, actor).Select(relation => policy.Acting(query.Operation, actor, relation))];
        command.Parameters.AddWithValue("_thing", query.Thing);
        command.Parameters.AddWithValue("_kinds", query.Kinds.ToArray());
        command.Parameters.AddWithValue("_roles", roles.Select(role => role.Code()).ToArray());
        command.Parameters.AddWithValue("_usuals", roles.Select(role => role.DefaultPurpose()).ToArray());
        query.Bind(command.Parameters);
        command.CommandText = granted + query.Sql;
        T? value;
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            var snapshot = await Snapshot(batch, reader, query, cancellation);
            value = query is ISealedConsultation<T> holds ? await holds.Read(reader, keys, cancellation) : await query.Read(reader, cancellation);
            value = value is IPage page ? (T)page.Within(snapshot) : Allowing(value, actor);
        }

        // The reader is drained: the statement, and with it the journal's entry, is committed.
        return value;
    }

    /// <summary>The number of the file, where nothing was shown only because the person has not yet said why; another look, on this path alone.</summary>
    private async Task<string?> FileToState<T>(IConsultation<T> query, Actor actor, CancellationToken cancellation)
    {
        if (actor.Purpose is not null)
        {
            return null;
        }

        await using var command = source.CreateCommand(ReadStatements.OpenButForThePurpose);
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

        await using var batch = source.CreateBatch();
        var command = Begin(batch, query, paged: true);
        if (query.Operation.IsOfNoFile)
        {
            Place(command, query, actor, "with " + ReadStatements.Visible);
        }
        else
        {
            JournalEntry.Bind(command.Parameters, query.Operation, actor, policy.Acting(query.Operation, actor), query.AskedFor);
            command.Parameters.AddNullable("_about", query.About);
            // "With recursive" lets the looks read from parts that stand behind them; nothing here reads from itself.
            Place(command, query, actor, ReadStatements.Listed + (query.RecordedReads is { } reads ? ReadStatements.RecordRead(reads) : "") + ReadStatements.Visible);
        }

        var rows = new List<T>();
        string? snapshot;
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            snapshot = await Snapshot(batch, reader, query, cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(Allowing(Read(query, reader), actor)!);
            }
        }

        return new Answer<Page<T>>((Page<T>)((IPage)Pages.Cut(rows, query.Size, query.Cursor)).Within(snapshot), null);
    }

    /// <summary>The query's command in the batch; before it, on the first of several pages, the one that takes the snapshot of the pass.</summary>
    private NpgsqlBatchCommand Begin(NpgsqlBatch batch, IQuery query, bool paged)
    {
        if (paged && string.IsNullOrEmpty(query.After))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select pg_current_snapshot()::text"));
        }

        var command = new NpgsqlBatchCommand();
        FirstPage.Bind(command.Parameters, query.After, clock.GetUtcNow());
        batch.BatchCommands.Add(command);
        return command;
    }

    /// <summary>The snapshot of the pass to which the page belongs; the reader stands at the query's own rows then.</summary>
    private static async Task<string?> Snapshot(NpgsqlBatch batch, NpgsqlDataReader reader, IQuery query, CancellationToken cancellation)
    {
        if (batch.BatchCommands.Count == 1)
        {
            return FirstPage.Snapshot(query.After);
        }

        await reader.ReadAsync(cancellation);
        var snapshot = reader.GetString(0);
        await reader.NextResultAsync(cancellation);
        return snapshot;
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

    /// <summary>How many a list has for the actor, one beyond its size at the most. A number shows nothing of any: it is no read.</summary>
    public async Task<int> Count<T>(IListing<T> query, Actor actor, CancellationToken cancellation = default) =>
        (await Unseen(query, actor, cancellation)).Count;

    /// <summary>
    /// Reads a list for the host, to tell whether a read of it would show anything new: nothing of it may reach the person, for nothing
    /// is recorded. One row beyond its size at the most.
    /// </summary>
    internal async Task<IReadOnlyList<T>> Unseen<T>(IListing<T> query, Actor actor, CancellationToken cancellation = default)
    {
        if (Refuse(query.Operation, actor) is not null)
        {
            return [];
        }

        await using var batch = source.CreateBatch();
        var command = Begin(batch, query, paged: false);
        JournalEntry.Bind(command.Parameters, query.Operation, actor, policy.Acting(query.Operation, actor));
        Place(command, query, actor, "with " + ReadStatements.Visible);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(Allowing(Read(query, reader), actor)!);
        }

        return rows;
    }

    private T Read<T>(IListing<T> query, NpgsqlDataReader reader) => query is ISealedListing<T> holds ? holds.Read(reader, keys) : query.Read(reader);

    /// <summary>With what the reader can do with what is shown, where the answer says so.</summary>
    private T? Allowing<T>(T? shown, Actor actor) =>
        shown is IShowsActs { Asked: { } asked } acts ? (T)acts.Allowing(asked.OpenTo(actor, clock.GetUtcNow(), policy)) : shown;

    private Refusal? Refuse(Operation operation, Actor actor)
    {
        policy.MustKnow(operation);
        return policy.Sufficient(operation, actor).Count == 0 && !policy.AllowsWithoutRelation(operation, actor) ? Refusal.NotForRole
            : policy.WantsStepUp(operation, actor, clock.GetUtcNow()) ? Refusal.StepUpNeeded
            : null;
    }

    private void Place<T>(NpgsqlBatchCommand command, IListing<T> query, Actor actor, string before)
    {
        BindAccess(command.Parameters, query.Operation, actor);
        command.Parameters.AddWithValue("_limit", query.Size + 1);
        query.Bind(command.Parameters);
        command.CommandText = before + query.Sql;
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
