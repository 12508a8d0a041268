using System.Collections.Concurrent;
using System.Threading.Channels;
using CaseWorkspace.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseWorkspace.Platform.Storage;

/// <summary>
/// Listens, over one connection for each host, to what any host has written (<see cref="ChangeTelling"/>), asks once for each batch who
/// has a relation to it, and tells the open pages (docs/adr/0025). Every few seconds it looks for what was written and not told, by a host that
/// was killed in between. After a gap anything may have changed, and every page looks again.
/// </summary>
public sealed partial class ChangeFeed(ChangeListening listening, NpgsqlDataSource source, Changes changes, ILogger<ChangeFeed> log) : BackgroundService
{
    /// <summary>Changes that come this close together are told at once.</summary>
    public static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    /// <summary>How often it looks for what nobody told.</summary>
    public static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    /// <summary>As many ids as one statement asks for; where more have changed, every page looks again.</summary>
    private const int MaxThings = 500;

    private const string WhoStands =
        """
        with touched as (
            select t.thing as id from unnest($1) t (thing)
            union
            select s.holder from workspace.case_scope s where s.id = any($1) and s.holder is not null),
        held as (
            select r.subject from workspace.case_relation r join touched t on t.id = r.scope
            union
            select i.subject from workspace.stand_in i where i.id = any($1)
            union
            select 'person:' || i.person from workspace.stand_in i where i.id = any($1)
            union
            select 'person:' || p.id from workspace.person p where p.id = any($1)
            union
            select 'person:' || s.awaits_person from workspace.case_scope s where s.id = any($1) and s.awaits_person is not null)
        select t.id, null::text, null::bigint from touched t
        union all
        select null::uuid, h.subject, null::bigint from held h
        union all
        select null::uuid, 'person:' || i.person, null::bigint from workspace.stand_in i where i.subject in (select subject from held) and i.until > now()
        union all
        select s.id, null::text, s.version from workspace.mt_streams s where s.id = any($1)
        """;

    // Twice as far back as a commit may take: what is told already is told apart by its version.
    private const string Lately =
        "select stream_id, max(version) from workspace.mt_events where timestamp > now() - interval '30 seconds' group by stream_id limit 2000";

    private readonly ConcurrentDictionary<Guid, long> _toldOf = new();

    // The id of nothing stands for a gap.
    private readonly Channel<Guid> _heard = Channel.CreateUnbounded<Guid>();

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Listen(stoppingToken), Tell(stoppingToken), Poll(stoppingToken));

    private async Task Listen(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await listening.Source.OpenConnectionAsync(stopping);
                connection.Notification += (_, told) =>
                {
                    foreach (var part in told.Payload.Split(','))
                    {
                        if (Guid.TryParseExact(part, "D", out var thing))
                        {
                            _heard.Writer.TryWrite(thing);
                        }
                    }
                };
                await using (var listen = new NpgsqlCommand($"listen {ChangeTelling.Channel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(stopping);
                }

                _heard.Writer.TryWrite(Guid.Empty);
                while (true)
                {
                    await connection.WaitAsync(stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException)
            {
                NobodyListens(log, fault);
                await Pause(TryAgain, stopping);
            }
        }
    }

    private async Task Tell(CancellationToken stopping)
    {
        try
        {
            while (await _heard.Reader.WaitToReadAsync(stopping))
            {
                await Task.Delay(Gather, stopping);
                var things = new HashSet<Guid>();
                while (_heard.Reader.TryRead(out var thing))
                {
                    things.Add(thing);
                }

                changes.Tell(things.Contains(Guid.Empty) || things.Count > MaxThings ? Change.Anything : await Asked(things, stopping));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>What was written lately and not told: a host may be killed between the commit and the telling.</summary>
    private async Task Poll(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Pause(Sweep, stopping);
            try
            {
                var lately = new Dictionary<Guid, long>();
                await using var command = source.CreateCommand(Lately);
                await using var reader = await command.ExecuteReaderAsync(stopping);
                while (await reader.ReadAsync(stopping))
                {
                    lately.Add(reader.GetGuid(0), reader.GetInt64(1));
                }

                foreach (var (thing, version) in lately.Where(one => _toldOf.GetValueOrDefault(one.Key) < one.Value))
                {
                    _toldOf[thing] = version;
                    _heard.Writer.TryWrite(thing);
                }

                foreach (var old in _toldOf.Keys.Where(thing => !lately.ContainsKey(thing)))
                {
                    _toldOf.TryRemove(old, out _);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
            {
                NobodyListens(log, fault);
            }
        }
    }

    private async Task<Change> Asked(HashSet<Guid> things, CancellationToken stopping)
    {
        try
        {
            await using var command = source.CreateCommand(WhoStands);
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. things] });
            var subjects = new HashSet<string>(StringComparer.Ordinal);
            await using var reader = await command.ExecuteReaderAsync(stopping);
            while (await reader.ReadAsync(stopping))
            {
                if (!await reader.IsDBNullAsync(1, stopping))
                {
                    subjects.Add(reader.GetString(1));
                }
                else if (!await reader.IsDBNullAsync(2, stopping))
                {
                    _toldOf[reader.GetGuid(0)] = reader.GetInt64(2);
                }
                else
                {
                    things.Add(reader.GetGuid(0));
                }
            }

            return new Change(things, subjects);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            // Whom it concerns cannot be said: everybody looks again, by their own right.
            NobodyListens(log, fault);
            await Pause(TryAgain, stopping);
            return Change.Anything;
        }
    }

    private static async Task Pause(TimeSpan time, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(time, stopping);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Open pages do not follow changes for now: the database does not answer")]
    private static partial void NobodyListens(ILogger log, Exception fault);
}

/// <summary>The connection that listens: one, kept for good, and asked every few seconds whether it is still there.</summary>
public sealed class ChangeListening(string connection) : IAsyncDisposable
{
    private const int AskedEvery = 5;

    /// <summary>Opens it.</summary>
    public NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(DatabaseConnection.Of(connection)) { Pooling = false, KeepAlive = AskedEvery, ApplicationName = "caseworkspace-listening" });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
