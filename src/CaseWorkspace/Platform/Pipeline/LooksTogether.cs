using System.Diagnostics;
using Npgsql;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// Looks of one kind that come while others are under way wait for them, and are then asked by one statement: one round trip, one plan
/// and one flush of the disk for all of them (docs/adr/0014). Who comes alone waits for nobody.
/// </summary>
internal sealed class LooksTogether(Func<IReadOnlyList<Look>, Task<IReadOnlyDictionary<int, StoredDocument>>> ask)
{
    /// <summary>How many looks one statement takes at the most, so that nobody waits long for what others asked.</summary>
    public const int Most = 32;

    // One statement at a time gathers the most. One that takes unusually long holds nobody else up.
    private const int AtOnce = 4;
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private int _running;
    private long _begun;

    /// <summary>What the look shows; null when it is not granted.</summary>
    /// <param name="look">The look.</param>
    /// <param name="cancellation">Ends the waiting; the look may have been made and recorded all the same.</param>
    public Task<StoredDocument?> Ask(Look look, CancellationToken cancellation)
    {
        var waiting = new Waiting(look);
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            if (_running == AtOnce || (_running > 0 && Stopwatch.GetElapsedTime(_begun) < Usual))
            {
                return waiting.Shown.Task.WaitAsync(cancellation);
            }

            _running++;
            _begun = Stopwatch.GetTimestamp();
        }

        // Nothing of the one who happens to begin is carried into what is asked for others.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(AskAll, CancellationToken.None);
        }

        return waiting.Shown.Task.WaitAsync(cancellation);
    }

    private async Task AskAll()
    {
        while (Take() is { Length: > 0 } looks)
        {
            await Answer(looks);
        }
    }

    private Waiting[] Take()
    {
        lock (_gate)
        {
            var taken = new Waiting[Math.Min(_waiting.Count, Most)];
            for (var i = 0; i < taken.Length; i++)
            {
                taken[i] = _waiting.Dequeue();
            }

            _running -= taken.Length == 0 ? 1 : 0;
            _begun = Stopwatch.GetTimestamp();
            return taken;
        }
    }

    private async Task Answer(Waiting[] looks)
    {
        try
        {
            var shown = await ask([.. looks.Select(waiting => waiting.Look)]);
            for (var i = 0; i < looks.Length; i++)
            {
                looks[i].Shown.SetResult(shown.GetValueOrDefault(i));
            }
        }
        catch (PostgresException) when (looks.Length > 1)
        {
            // The statement was refused: nothing was shown or recorded. Whatever it is that cannot be asked, the others are not to fail with it.
            foreach (var waiting in looks)
            {
                await Answer([waiting]);
            }
        }
        catch (Exception fault)
        {
            // A database that does not answer is not asked once more for each.
            foreach (var waiting in looks)
            {
                waiting.Shown.SetException(fault);
            }
        }
    }

    private sealed record Waiting(Look Look)
    {
        public TaskCompletionSource<StoredDocument?> Shown { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
