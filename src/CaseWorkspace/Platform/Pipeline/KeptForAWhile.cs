using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// What the pipelines need for a while and no longer: answers under idempotency keys, and the purposes that were stated in sessions.
/// Neither is a record: what was done stands in the events, and why in the journal.
/// </summary>
public sealed class KeptForAWhile(NpgsqlDataSource source)
{
    /// <summary>How long a repetition under an idempotency key gets the first answer.</summary>
    public static readonly TimeSpan Answers = TimeSpan.FromDays(7);

    /// <summary>How long a stated purpose counts. Sessions of people end within a day; a client without any states it anew after this.</summary>
    public static readonly TimeSpan Purposes = TimeSpan.FromDays(30);

    /// <summary>Rows that one statement removes: short, so that nobody waits for it.</summary>
    public const int Batch = 1000;

    /// <summary>Forgets what is older than that.</summary>
    /// <returns>How much.</returns>
    public async Task<int> Forget(DateTimeOffset now, CancellationToken cancellation) =>
        await Forget("delete from workspace.answered where ctid = any(array("
            + "select ctid from workspace.answered where at < @before order by at limit @batch))", now - Answers, cancellation)
        + await Forget("delete from workspace.purpose_stated where ctid = any(array("
            + "select ctid from workspace.purpose_stated where at < @before order by at limit @batch))", now - Purposes, cancellation);

    private async Task<int> Forget(string sql, DateTimeOffset before, CancellationToken cancellation)
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
