using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseWorkspace.Platform.Storage;

/// <summary>
/// Tells all web hosts which things this host has written, once they are committed: their ids, together with what else is
/// written in the same moment. Not in the transaction itself: PostgreSQL lets transactions that notify commit one after the other
/// (docs/adr/0025). What a host does not come to tell, <see cref="ChangeFeed"/> finds.
/// </summary>
public sealed partial class ChangeTelling(NpgsqlDataSource source, ILogger<ChangeTelling> log) : BackgroundService
{
    /// <summary>The channel; its messages are ids, separated by commas.</summary>
    public const string Channel = "workspace_changed";

    // 8000 bytes are the most that a message holds.
    private const int MaxThings = 200;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly Channel<Guid> _written = System.Threading.Channels.Channel.CreateBounded<Guid>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>These are written and committed.</summary>
    public void Written(IEnumerable<Guid> things)
    {
        foreach (var thing in things)
        {
            _written.Writer.TryWrite(thing);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _written.Reader.WaitToReadAsync(stoppingToken))
            {
                var things = new HashSet<Guid>();
                while (things.Count < MaxThings && _written.Reader.TryRead(out var thing))
                {
                    things.Add(thing);
                }

                await Tell(string.Join(',', things), stoppingToken);
                await Task.Delay(Moment, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task Tell(string things, CancellationToken stopping)
    {
        try
        {
            // Nobody waits for it to be on disk.
            await using var command = source.CreateCommand("select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Channel });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = things });
            await command.ExecuteNonQueryAsync(stopping);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            NotTold(log, fault);
        }
    }

    [LoggerMessage(LogLevel.Warning, "What was written is not told to open pages for now: the database does not answer")]
    private static partial void NotTold(ILogger log, Exception fault);
}
