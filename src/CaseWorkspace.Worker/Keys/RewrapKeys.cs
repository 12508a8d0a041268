using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Storage.Keys;
using Npgsql;

namespace CaseWorkspace.Worker.Keys;

/// <summary>
/// The verb <c>rewrap-keys</c>: wraps every key anew with the last master key, as the key store's owner. When it is done, the files of the
/// master keys before can go, and with them everything that older copies of the key store could open.
/// </summary>
internal static class RewrapKeys
{
    private const int InOneBatch = 500;

    /// <param name="keysOwner">A connection string of the key store's owner.</param>
    /// <param name="masters">The master keys.</param>
    /// <param name="report">Is told how far it is.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    public static async Task Run(string keysOwner, TextMasterKeys masters, TextWriter report, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(DatabaseConnection.Of(keysOwner));
        // From now on new keys are wrapped by it; hosts that have not its file would make none.
        await using (var serves = source.CreateCommand("update keys.store set master = $1"))
        {
            serves.Parameters.Add(new() { Value = masters.Last });
            await serves.ExecuteNonQueryAsync(cancellation);
        }

        var done = 0;
        while (await Read(source, masters.Last, cancellation) is { Count: > 0 } keys)
        {
            await using var batch = source.CreateBatch();
            foreach (var (id, master, wrapped) in keys)
            {
                var (last, anew) = masters.Rewrap(id, master, wrapped);
                // Not where it was destroyed meanwhile.
                batch.BatchCommands.Add(new NpgsqlBatchCommand("update keys.text_key set master = $1, wrapped = $2 where id = $3 and wrapped is not null")
                {
                    Parameters = { new() { Value = last }, new() { Value = anew }, new() { Value = id } },
                });
            }

            await batch.ExecuteNonQueryAsync(cancellation);
            done += keys.Count;
            await report.WriteLineAsync($"{done} keys wrapped anew");
        }

        await using var vacuum = source.CreateCommand("vacuum full keys.text_key");
        await vacuum.ExecuteNonQueryAsync(cancellation);
        await report.WriteLineAsync($"Every key is wrapped by the master key {masters.Last}: the files of those before it can go, from every node and from every backup.");
    }

    private static async Task<List<(Guid Id, string Master, byte[] Wrapped)>> Read(NpgsqlDataSource source, string last, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("select id, master, wrapped from keys.text_key where wrapped is not null and master <> $1 order by id limit $2");
        command.Parameters.Add(new() { Value = last });
        command.Parameters.Add(new() { Value = InOneBatch });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<(Guid, string, byte[])>();
        while (await reader.ReadAsync(cancellation))
        {
            keys.Add((reader.GetGuid(0), reader.GetString(1), await reader.GetFieldValueAsync<byte[]>(2, cancellation)));
        }

        return keys;
    }
}
