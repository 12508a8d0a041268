using System.Net.Http.Json;

namespace CaseWorkspace.Benchmarks;

/// <summary>
/// A note added over HTTP (token, policy, idempotent history, inline snapshot, words, commit), against raw Npgsql that inserts a
/// stream row and an event row and commits.
/// </summary>
internal static class Commands
{
    public static async Task Measure(Workspace workspace, TimeSpan span)
    {
        Console.WriteLine("\nCommands: a note over HTTP, against two raw inserts with a commit (aim at 32 callers: 0.20)");
        await Load.Run(workspace, 8, Load.WarmUp, Note);
        foreach (var callers in new[] { 1, 8, Workspace.Callers })
        {
            if (await Load.Interleaved(workspace, callers, span, Note, Insert) is [var ours, var raw])
            {
            Console.WriteLine(FormattableString.Invariant($"  {callers,2} callers  {ours}   raw {raw}   ratio {ours.PerSecond / raw.PerSecond:0.00}"));
                Console.WriteLine($"              each: {ours.Cost.Each(ours.Answered)}\n              raw:  {raw.Cost.Each(raw.Answered)}");
            }
        }

        async Task Note(int caller)
        {
            using var answer = await workspace.Http.PostAsJsonAsync(
                $"/api/investigations/{workspace.Files[caller]}/notes", new { text = "A note of about the length that notes have, with a name and a number." });
            answer.EnsureSuccessStatusCode();
        }

        async Task Insert(int caller)
        {
            await using var connection = await workspace.Raw.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var id = Guid.CreateVersion7();
            await using var batch = connection.CreateBatch();
            batch.Transaction = transaction;
            var stream = batch.CreateBatchCommand();
            stream.CommandText = "insert into benchmark.stream (id, version) values ($1, 1)";
            stream.Parameters.Add(new() { Value = id });
            batch.BatchCommands.Add(stream);
            var written = batch.CreateBatchCommand();
            written.CommandText = "insert into benchmark.event (stream, version, data) values ($1, 1, $2::jsonb)";
            written.Parameters.Add(new() { Value = id });
            written.Parameters.Add(new() { Value = """{"text":"A note of about the length that notes have, with a name and a number."}""" });
            batch.BatchCommands.Add(written);
            await batch.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
    }
}
