using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// How long the pipelines keep answers under idempotency keys and the purposes stated in sessions, and the deletion of older ones.
/// Neither is a record: what was done is in the events, and why is in the journal.
/// </summary>
public sealed class Retention(NpgsqlDataSource source)
{
    /// <summary>How long a repetition under an idempotency key gets the first answer.</summary>
    public static readonly TimeSpan Answers = TimeSpan.FromDays(7);

    /// <summary>How long a stated purpose counts. Sessions of people end within a day; a client without any states it anew after this.</summary>
    public static readonly TimeSpan Purposes = TimeSpan.FromDays(30);

    /// <summary>Rows that one statement deletes: few, so that nobody waits for it.</summary>
    public const int Batch = 1000;

    /// <summary>Deletes what is older than that.</summary>
    /// <returns>The number of rows deleted.</returns>
    public async Task<int> Delete(DateTimeOffset now, CancellationToken cancellation) =>
        await Delete("delete from workspace.answered where ctid = any(array("
            + "select ctid from workspace.answered where at < @before order by at limit @batch))", now - Answers, cancellation)
        + await Delete("delete from workspace.purpose_stated where ctid = any(array("
            + "select ctid from workspace.purpose_stated where at < @before order by at limit @batch))", now - Purposes, cancellation);

    private async Task<int> Delete(string sql, DateTimeOffset before, CancellationToken cancellation)
    {
        var all = 0;
        int last;
        do
        {
            await using var command = source.CreateCommand(sql);
            command.Parameters.AddWithValue("before", before.UtcDateTime);
            command.Parameters.AddWithValue("batch", Batch);
            all += last = await command.ExecuteNonQueryAsync(cancellation);
        }
        while (last == Batch);

        return all;
    }
}
