using System.Text.Json;
using CaseWorkspace.Platform.Hosting;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseWorkspace.Platform.Storage.Erasure;

/// <summary>
/// Does what an erasure leaves to be done (<c>workspace.erasure</c>), in the worker only: erases what the journal says of the thing, destroys its keys, and records it. Each step
/// may be done twice, and the row stands until all are done: a killed worker or an absent key store delays it and loses nothing. At its start it also looks for what a restored
/// copy of the database brought back. See docs/adr/0055.
/// </summary>
public sealed partial class ErasureWork(
    NpgsqlDataSource source, IDocumentStore store, TextKeys keys, KeyCustodian keyCustodian, JournalCustodian journal, IEnumerable<IErasesThings> features,
    TimeProvider clock, ILogger<ErasureWork> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    /// <summary>A host opens texts with a key that it holds for so long after it was destroyed, and a little.</summary>
    private static readonly TimeSpan UntilForgotten = TextKeys.Held + TimeSpan.FromSeconds(5);

    /// <summary>By what the things were called of which the keys are destroyed already, until every host has forgotten those.</summary>
    private readonly Dictionary<Guid, HashSet<string>> _names = [];
    private readonly HashSet<Guid> _refused = [];
    private readonly Dictionary<string, IErasesThings> _features = features.ToDictionary(one => one.Kind, StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isCompared = false;
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            isCompared = isCompared || await OrLater(() => Compare(stoppingToken));
            IReadOnlyList<Row> waiting = [];
            await OrLater(async () => waiting = await Waiting(stoppingToken));
            foreach (var row in waiting)
            {
                await OrLater(() => Do(row, stoppingToken));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Does it, or leaves it for the next time; whether it was done.</summary>
    private async Task<bool> OrLater(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException or LostTextMasterKeyException || DatabaseFaults.IsAway(away))
        {
            Delayed(log, away);
            return false;
        }
    }

    /// <summary>
    /// Lays down as work what does not agree with the key store: things in the clear whose key was destroyed, which an older copy of the workspace brought back; and keys of
    /// erased things that an older copy of the key store brought back.
    /// </summary>
    public async Task Compare(CancellationToken cancellation)
    {
        var destroyed = await keys.Destroyed(cancellation);
        foreach (var feature in _features.Values)
        {
            await using var again = source.CreateCommand(
                $"""
                insert into workspace.erasure (thing, keys, file)
                select erased.id, array_prepend(erased.id, array({feature.Parts})), erased.file from workspace.case_scope erased
                where erased.id = any($1) and erased.kind = $2
                on conflict (thing) do nothing
                """);
            again.Parameters.Add(new() { Value = destroyed.ToArray() });
            again.Parameters.Add(new() { Value = feature.Kind });
            if (await again.ExecuteNonQueryAsync(cancellation) is > 0 and var count)
            {
                CameBack(log, count, feature.Kind);
            }
        }

        await using var alive = source.CreateCommand("update workspace.erasure set completed_at = null where completed_at is not null and not keys <@ $1");
        alive.Parameters.Add(new() { Value = destroyed.ToArray() });
        await alive.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>
    /// What waits. A key once destroyed comes back no more, so the row alone is not believed: the thing was erased by an event of its own, or its key was destroyed before;
    /// and which keys go with it the feature says.
    /// </summary>
    private async Task<List<Row>> Waiting(CancellationToken cancellation)
    {
        var rows = new List<Row>();
        foreach (var feature in _features.Values)
        {
            await using var command = source.CreateCommand(
                $"""
                select erased.id, array_prepend(erased.id, array({feature.Parts})), erased.file,
                       exists (select from workspace.mt_events h where h.stream_id = erased.id and h.type = $2)
                from workspace.erasure e join workspace.case_scope erased on erased.id = e.thing
                where e.completed_at is null and erased.kind = $1 order by e.laid_down_at
                """);
            command.Parameters.Add(new() { Value = feature.Kind });
            command.Parameters.Add(new() { Value = feature.Erased });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var row = new Row(reader.GetGuid(0), reader.GetFieldValue<Guid[]>(1), reader.GetGuid(2), feature.Kind);
                if (reader.GetBoolean(3) || (await keys.Destroyed(cancellation)).Contains(row.Thing))
                {
                    rows.Add(row);
                }
                else if (_refused.Add(row.Thing))
                {
                    NeverErased(log, row.Thing);
                }
            }
        }

        return rows;
    }

    private async Task Do(Row row, CancellationToken cancellation)
    {
        var feature = _features[row.Kind];
        // While the keys are there: afterwards nobody knows by what the thing was called.
        if (!_names.TryGetValue(row.Thing, out var names))
        {
            names = await Names(feature, row.Keys, cancellation);
            await journal.Erase(row.Thing, row.Keys, names, cancellation);
            _names[row.Thing] = names;
        }

        var ago = TimeSpan.MaxValue;
        foreach (var key in row.Keys)
        {
            ago = new[] { ago, await keyCustodian.Destroy(key, row.File, cancellation) }.Min();
            keys.Forget(key);
        }

        if (ago < UntilForgotten)
        {
            // Histories show nothing of it in the meantime.
            return;
        }

        // Once more: somebody may have searched for it meanwhile.
        await journal.Erase(row.Thing, row.Keys, names, cancellation);
        if ((await feature.Complete(row.Thing, cancellation)).Refusal is { } refusal)
        {
            NotRecorded(log, row.Thing, refusal.Code);
            return;
        }

        await using var done = source.CreateCommand("update workspace.erasure set completed_at = now() where thing = $1");
        done.Parameters.Add(new() { Value = row.Thing });
        await done.ExecuteNonQueryAsync(cancellation);
        _names.Remove(row.Thing);
        Done(log, row.Thing, row.Keys.Length);
    }

    /// <summary>By what the thing was called: from the events as long as they open, and from snapshots that a restored copy brought back.</summary>
    private async Task<HashSet<string>> Names(IErasesThings feature, Guid[] streams, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await using var session = store.QuerySession();
        foreach (var happened in await session.Events.QueryAllRawEvents().Where(one => one.StreamId.IsOneOf(streams)).OrderBy(one => one.Sequence).ToListAsync(cancellation))
        {
            names.UnionWith(feature.NamesIn(happened.Data));
        }

        foreach (var (table, type) in feature.Snapshots)
        {
            await using var command = source.CreateCommand($"select d.data::text from workspace.{table} d where d.id = any($1)");
            command.Parameters.Add(new() { Value = streams });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                names.UnionWith(feature.NamesIn(JsonSerializer.Deserialize(reader.GetString(0), type, WorkspaceJson.Stored)!));
            }
        }

        names.ExceptWith(SearchWords.Of([SealedText.Erased, SealedText.NotOpened]));
        return names;
    }

    /// <param name="Thing">The thing.</param>
    /// <param name="Keys">The keys to destroy, which are the ids of streams.</param>
    /// <param name="File">The file in which they lie.</param>
    /// <param name="Kind">The kind of the thing.</param>
    private sealed record Row(Guid Thing, Guid[] Keys, Guid File, string Kind);

    [LoggerMessage(LogLevel.Information, "Erased {Thing}: {Keys} keys destroyed, and what the journal said of it")]
    private static partial void Done(ILogger log, Guid thing, int keys);

    [LoggerMessage(LogLevel.Error, "workspace.erasure names {Thing}, which nobody erased: its keys stay")]
    private static partial void NeverErased(ILogger log, Guid thing);

    [LoggerMessage(LogLevel.Warning, "{Count} things of the kind {Kind} stand in the clear whose keys were destroyed, as after the restore of an older copy: they are erased once more")]
    private static partial void CameBack(ILogger log, int count, string kind);

    [LoggerMessage(LogLevel.Error, "The keys of {Thing} are destroyed, and that could not be recorded ({Code}): it is tried again")]
    private static partial void NotRecorded(ILogger log, Guid thing, string code);

    [LoggerMessage(LogLevel.Warning, "An erasure is delayed: the database or the key store does not answer")]
    private static partial void Delayed(ILogger log, Exception away);
}
