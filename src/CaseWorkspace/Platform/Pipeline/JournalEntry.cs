using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Npgsql;
using NpgsqlTypes;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>Who, in which role, does what, in which session, from where and why: the part of an entry known beforehand.</summary>
internal static class JournalEntry
{
    public static void Bind(NpgsqlParameterCollection parameters, Operation operation, Actor actor)
    {
        parameters.AddWithValue("_entry", Guid.CreateVersion7());
        parameters.AddWithValue("_actor", actor.Id);
        parameters.AddWithValue("_role", actor.Roles[0].Code());
        parameters.AddWithValue("_operation", operation.Name);
        parameters.AddWithValue("_processing", operation.Processing.Code());
        parameters.AddWithValue("_session", actor.Session);
        parameters.Add(new NpgsqlParameter("_address", NpgsqlDbType.Text) { Value = (object?)actor.Address ?? DBNull.Value });
        parameters.AddWithValue("_purpose", actor.Purpose);
        parameters.AddWithValue("_correlation", actor.Correlation);
    }
}

/// <summary>Records that a command or a list was refused for want of access; a refused look at one thing records itself.</summary>
public sealed class DenialRecord(NpgsqlDataSource source)
{
    /// <summary>Writes the entry; on disk when the task ends.</summary>
    /// <param name="operation">What was attempted.</param>
    /// <param name="thing">On what; null when no file was concerned. It need not exist.</param>
    /// <param name="actor">By whom.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task Write(Operation operation, Guid? thing, Actor actor, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            """
            insert into journal.entry (id, actor, role, operation, processing, thing, file, granted,
                                       session, address, purpose, correlation)
            values (@_entry, @_actor, @_role, @_operation, @_processing, @_thing,
                    (select file from workspace.case_scope where id = @_thing), false,
                    @_session, @_address, @_purpose, @_correlation)
            """);
        JournalEntry.Bind(command.Parameters, operation, actor);
        command.Parameters.Add(new NpgsqlParameter("_thing", NpgsqlDbType.Uuid) { Value = (object?)thing ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
