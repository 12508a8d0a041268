using JasperFx;
using JasperFx.Events;
using Marten.Exceptions;
using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// Commands that lost a race queue for what they lost it about, a file's turn or a stream, instead of racing again: one of a host tries at a
/// time, in the order of their losses. With as many hosts as there are, that many race. It costs no connection and no lock of the database:
/// a waiting command that held one would keep it from the command that tries.
/// </summary>
internal sealed class LostRaces
{
    /// <summary>Nobody waits longer for one who keeps losing to others: then they try beside that one.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Queue> _queues = [];

    /// <summary>Somebody else appended between our reading and our writing, took the turn in the file, or used the same idempotency key at once.</summary>
    public static bool IsLostAppend(Exception fault) =>
        fault is EventStreamUnexpectedMaxEventIdException or ConcurrencyException or Marten.Exceptions.ExistingStreamIdCollisionException
            or JasperFx.Events.ExistingStreamIdCollisionException
        || fault is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected }
        || (fault is MartenCommandException && fault.InnerException is { } inner && IsLostAppend(inner));

    /// <summary>Whether commands wait here: one that comes now queues behind them instead of racing them.</summary>
    public bool IsContended(Guid about)
    {
        lock (_gate)
        {
            return _queues.ContainsKey(about);
        }
    }

    /// <summary>Waits until earlier commands are done, or for the longest wait. The caller disposes of the answer when it is done.</summary>
    public async Task<IDisposable> Await(Guid about, CancellationToken cancellation)
    {
        Queue? queue;
        lock (_gate)
        {
            if (!_queues.TryGetValue(about, out queue))
            {
                _queues[about] = queue = new Queue();
            }

            queue.Waiting++;
        }

        var place = new Place(this, about, queue);
        try
        {
            place.IsFirst = await queue.First.WaitAsync(LongestWait, cancellation);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private sealed class Queue
    {
        public SemaphoreSlim First { get; } = new(1, 1);

        public int Waiting { get; set; }
    }

    private sealed class Place(LostRaces races, Guid about, Queue queue) : IDisposable
    {
        public bool IsFirst { get; set; }

        public void Dispose()
        {
            if (IsFirst)
            {
                queue.First.Release();
            }

            lock (races._gate)
            {
                if (--queue.Waiting == 0)
                {
                    races._queues.Remove(about);
                }
            }
        }
    }
}
