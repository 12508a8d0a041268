using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using Marten;
using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>Who, in which role, does what, in which session, from where and why: the part of an entry known beforehand.</summary>
internal static class JournalEntry
{
    /// <summary>Sets the parameters of a statement that records itself; <c>_actor</c> is set with those of access.</summary>
    public static void Bind(NpgsqlParameterCollection parameters, Operation operation, Actor actor, Role role, string? askedFor = null)
    {
        parameters.AddWithValue("_role", role.Code());
        parameters.AddWithValue("_operation", operation.Name);
        parameters.AddWithValue("_processing", operation.Processing.Code());
        parameters.AddWithValue("_usual", role.DefaultPurpose());
        parameters.AddWithValue("_entry", Guid.CreateVersion7());
        parameters.AddWithValue("_session", actor.Session);
        parameters.AddNullable("_address", actor.Address);
        parameters.AddNullable("_purpose", actor.Purpose);
        parameters.AddNullable("_words", actor.PurposeWords);
        parameters.AddWithValue("_correlation", actor.Correlation);
        parameters.AddNullable("_asked", askedFor);
        parameters.AddWithValue("_followed", actor.IsFollowing);
    }

    /// <summary>Who opens a file is not asked why they look at it: what they opened it for is stated with it.</summary>
    public static void State(this IDocumentSession session, Guid file, Actor actor, Role role) =>
        session.QueueSqlCommand(
            "insert into workspace.purpose_stated (session, person, file, purpose, words) values (?, ?, ?, ?, nullif(?, '')) on conflict do nothing",
            actor.Session, actor.Id, file, actor.Purpose ?? role.DefaultPurpose(), actor.PurposeWords ?? "");

    /// <summary>Records a change in the transaction that makes it.</summary>
    /// <remarks>
    /// A missing value is sent as an empty text or id of nothing, not as a null: the event store sends a null without its type, and the
    /// driver prepares a text once, for the types of its first use; with others it is parsed and planned anew each time.
    /// </remarks>
    public static void Record<TState>(
        this IDocumentSession session, ICommand<TState> command, Actor actor, Role role, Guid? file, Relation? relation, IEnumerable<string> recipients)
        where TState : class =>
        session.QueueSqlCommand(
            """
            insert into journal.entry (id, actor, role, operation, processing, thing, file, relation, granted,
                                       session, address, purpose, words, recipients, correlation)
            select ?, ?, ?, ?, ?, ?, said.file, nullif(?, ''), true, ?, nullif(?, ''), coalesce(nullif(?, ''), p.purpose, ?),
                   coalesce(nullif(?, ''), p.words), ?, ?
            from (values (nullif(?, '00000000-0000-0000-0000-000000000000'::uuid))) said (file)
            left join workspace.purpose_stated p on p.session = ? and p.person = ? and p.file = said.file
            """,
            Guid.CreateVersion7(), actor.Id, role.Code(), command.Operation.Name, command.Operation.Processing.Code(),
            command.Target, relation?.Code() ?? "", actor.Session, actor.Address ?? "", actor.Purpose ?? "", role.DefaultPurpose(),
            actor.PurposeWords ?? "", recipients.ToArray(), actor.Correlation, file ?? Guid.Empty, actor.Session, actor.Id);
}

/// <summary>Records that a command or a list was refused. What is granted records itself, in the statement or transaction that does it.</summary>
public sealed class JournalRecord(NpgsqlDataSource source, AccessPolicy policy)
{
    /// <summary>It was refused; on disk when the task ends.</summary>
    /// <param name="operation">What was attempted.</param>
    /// <param name="thing">On what; null when no file was concerned. It need not exist.</param>
    /// <param name="actor">By whom.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <param name="askedFor">The words and filters it was asked with: see <see cref="IQuery.AskedFor"/>.</param>
    public async Task Denied(
        Operation operation, Guid? thing, Actor actor, CancellationToken cancellation, string? askedFor = null)
    {
        await using var command = source.CreateCommand(
            """
            insert into journal.entry (id, actor, role, operation, processing, thing, file, granted,
                                       session, address, purpose, words, asked, correlation)
            values (@_entry, @_actor, @_role, @_operation, @_processing, @_thing,
                    (select file from workspace.case_scope where id = @_thing), false,
                    @_session, @_address, coalesce(@_purpose, @_usual), @_words, @_asked, @_correlation)
            """);
        command.Parameters.AddWithValue("_actor", actor.Id);
        JournalEntry.Bind(command.Parameters, operation, actor, policy.Acting(operation, actor), askedFor);
        command.Parameters.AddNullable("_thing", thing);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
