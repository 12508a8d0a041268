using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorkspace.Features;
using CaseWorkspace.Platform.Hosting;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Storage.Keys;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace CaseWorkspace.Worker.Keys;

/// <summary>
/// The verb <c>seal-texts</c>: seals, as owner, the texts that versions before 6 wrote into events in the clear. An event is read, its marked texts
/// are sealed under the key that it would have today, and nothing else of it changes. What is sealed already stays.
/// </summary>
internal static class SealTexts
{
    private const int InOneBatch = 500;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <param name="ownerConnection">A connection string of the owner.</param>
    /// <param name="keys">The keys; new ones are made where they are missing.</param>
    /// <param name="dryRun">Whether events are only counted.</param>
    /// <param name="report">Is told how far it is.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <returns>How many events hold texts in the clear and were left so.</returns>
    public static async Task<int> Run(string ownerConnection, TextKeys keys, bool dryRun, TextWriter report, CancellationToken cancellation)
    {
        using var held = keys;
        await using var source = NpgsqlDataSource.Create(DatabaseConnection.Of(ownerConnection));
        var types = TypesWithTexts(source);
        var (last, seen, plain, told) = (0L, 0L, 0, TimeProvider.System.GetUtcNow());
        while (await Read(source, types.Keys, last, cancellation) is { Count: > 0 } events)
        {
            (last, seen) = (events[^1].Sequence, seen + events.Count);
            plain += await SealBatch(source, keys, types, events, dryRun, cancellation);
            if (TimeProvider.System.GetUtcNow() - told > Every)
            {
                told = TimeProvider.System.GetUtcNow();
                await report.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{seen:N0} events with texts read, {plain:N0} held them in the clear"));
            }
        }

        await report.WriteLineAsync(
            plain == 0 ? "Every text in the events is sealed."
            : dryRun ? $"{plain} events hold texts in the clear. Nothing was written; run it without --dry-run to seal them."
            : $"{plain} events held texts in the clear and are sealed. What they said before lies in unused rows until `vacuum full workspace.mt_events`, and in backups and write-ahead logs from before.");
        return dryRun ? plain : 0;
    }

    private static Dictionary<string, Type> TypesWithTexts(NpgsqlDataSource source)
    {
        using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, source, AllFeatures.Modules));
        return ((IReadOnlyStoreOptions)store.Options).Events.AllKnownEventTypes().Where(one => MarkedTexts.AreIn(one.EventType))
            .ToDictionary(one => one.EventTypeName, one => one.EventType, StringComparer.Ordinal);
    }

    private static async Task<List<StoredEvent>> Read(NpgsqlDataSource source, IEnumerable<string> types, long last, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            """
            select e.seq_id, e.stream_id, e.type, e.data::text, s.file, e.is_archived
            from workspace.mt_events e left join workspace.case_scope s on s.id = e.stream_id
            where e.seq_id > $1 and e.type = any($2) order by e.seq_id limit $3
            """);
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = last });
        command.Parameters.Add(new() { Value = types.ToArray() });
        command.Parameters.Add(new() { Value = InOneBatch });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(cancellation))
        {
            events.Add(new StoredEvent(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3),
                await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetGuid(4), reader.GetBoolean(5)));
        }

        return events;
    }

    private static async Task<int> SealBatch(
        NpgsqlDataSource source, TextKeys keys, Dictionary<string, Type> types, IEnumerable<StoredEvent> events, bool dryRun, CancellationToken cancellation)
    {
        await using var batch = source.CreateBatch();
        batch.Timeout = 0;
        var plain = 0;
        foreach (var one in events)
        {
            var (stored, type) = (JsonNode.Parse(one.Data)!.AsObject(), types[one.Type]);
            if (!MarkedTexts.ArePlain(stored, type))
            {
                continue;
            }

            plain++;
            if (dryRun)
            {
                continue;
            }

            var key = AllFeatures.Things.KeyOf(type, one.Stream, one.File);
            MarkedTexts.Seal(stored, type, one.Type, await KeyOf(keys, key, one.File ?? one.Stream, cancellation));
            batch.BatchCommands.Add(new NpgsqlBatchCommand("update workspace.mt_events set data = $1 where seq_id = $2 and is_archived = $3")
            {
                Parameters = { new() { Value = stored.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { Value = one.Sequence }, new() { Value = one.IsArchived } },
            });
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        return plain;
    }

    /// <summary>Of what was erased meanwhile nothing is left to read, sealed or not.</summary>
    private static async Task<TextKey> KeyOf(TextKeys keys, Guid key, Guid file, CancellationToken cancellation)
    {
        try
        {
            return await keys.ToSeal(key, file, cancellation);
        }
        catch (DestroyedKeyException)
        {
            return TextKey.OfNobody(key);
        }
    }

    private sealed record StoredEvent(long Sequence, Guid Stream, string Type, string Data, Guid? File, bool IsArchived);
}
