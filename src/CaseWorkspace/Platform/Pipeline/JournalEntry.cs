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
        parameters.AddWithValue("_entry", Guid.CreateVersion7());
        parameters.AddWithValue("_role", role.Code());
        parameters.AddWithValue("_operation", operation.Name);
        parameters.AddWithValue("_processing", operation.Processing.Code());
        parameters.AddWithValue("_session", actor.Session);
        parameters.AddNullable("_address", actor.Address);
        parameters.AddNullable("_purpose", actor.Purpose);
        parameters.AddNullable("_words", actor.PurposeWords);
        parameters.AddWithValue("_usual", actor.UsualPurpose);
        parameters.AddWithValue("_correlation", actor.Correlation);
        parameters.AddNullable("_asked", askedFor);
    }

    /// <summary>Records a change in the transaction that makes it.</summary>
    public static void Record<TState>(
        this IDocumentSession session, ICommand<TState> command, Actor actor, Role role, Guid? file, Relation? relation, IEnumerable<string> recipients)
        where TState : class =>
        session.QueueSqlCommand(
            """
            insert into journal.entry (id, actor, role, operation, processing, thing, file, relation, granted,
                                       session, address, purpose, words, recipients, correlation)
            select ?, ?, ?, ?, ?, ?, said.file, ?::text, true, ?, ?::text, coalesce(?::text, p.purpose, ?), coalesce(?::text, p.words), ?, ?
            from (values (?::uuid)) said (file)
            left join workspace.purpose_stated p on p.session = ? and p.person = ? and p.file = said.file
            """,
            Guid.CreateVersion7(), actor.Id, role.Code(), command.Operation.Name, command.Operation.Processing.Code(),
            command.Target, Or(relation?.Code()), actor.Session, Or(actor.Address), Or(actor.Purpose), actor.UsualPurpose,
            Or(actor.PurposeWords), recipients.ToArray(), actor.Correlation,
            file is { } known ? known : DBNull.Value, actor.Session, actor.Id);

    private static object Or(string? text) => text is null ? DBNull.Value : text;
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
