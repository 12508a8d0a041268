using System.Threading.RateLimiting;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// How many passwords are hashed at a time. A hash takes a tenth of a second of a processor on purpose, and strangers can send guesses faster than
/// that. They wait in one queue, and devices in which the account has signed in whole in another: a flood of guesses holds up no known device
/// (docs/adr/0035), and of one account's known devices one is served at a time, so that a stolen account's hold up no other account. What finds its queue full is turned away before anything is looked up or counted. Codes are checked fast, but wait for the rows in
/// which they are counted: those of one account wait here, without a connection to the database, and not there with one each.
/// </summary>
public sealed class PasswordQueues : IDisposable
{
    /// <summary>A full queue is worked off in about half a minute.</summary>
    public static readonly int Longest = 250 * Environment.ProcessorCount;

    /// <summary>So many wait for one account's known devices, or one open session: nobody types faster.</summary>
    public const int LongestOfOne = 10;

    /// <summary>How many codes are counted at a time, of all accounts together.</summary>
    private const int CodesAtATime = 16;

    private readonly ConcurrencyLimiter strangers = new(Options(Environment.ProcessorCount, Longest));
    private readonly PartitionedRateLimiter<Line> knownDevices = OneAfterTheOther(Environment.ProcessorCount), sessions = OneAfterTheOther(Environment.ProcessorCount), codes = OneAfterTheOther(CodesAtATime);

    /// <summary>A turn for a sign-in under the name, to be disposed after the hash; not acquired: the queue is full.</summary>
    public ValueTask<RateLimitLease> TakeTurnAsync(string name, bool isKnownDevice, CancellationToken cancel) =>
        isKnownDevice ? knownDevices.AcquireAsync(new Line($"known {name}", IsOwn: true), 1, cancel) : strangers.AcquireAsync(1, cancel);

    /// <summary>A turn for the password that the holder of an open session is asked once more: one after the other for each session, in a queue that no sign-in shares.</summary>
    public ValueTask<RateLimitLease> TakeTurnInSessionAsync(Guid session, CancellationToken cancel) => sessions.AcquireAsync(new Line($"session {session}", IsOwn: true), 1, cancel);

    /// <summary>A turn for a code or a recovery code, to be held while it is counted: one after the other for an open session, an account's known devices, and its strangers.</summary>
    public ValueTask<RateLimitLease> TakeTurnForCodeAsync(Guid account, AttemptOrigin from, bool isKnownDevice, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(from);
        return codes.AcquireAsync(from.Session is { } session ? new Line($"session {session}", IsOwn: true) : new Line($"{(isKnownDevice ? "known" : "strangers")} {account}", isKnownDevice), 1, cancel);
    }

    public void Dispose()
    {
        sessions.Dispose();
        codes.Dispose();
        strangers.Dispose();
        knownDevices.Dispose();
    }

    /// <summary>Of each line one at a time, and of all lines together so many: those of strangers and the others apart.</summary>
    private static PartitionedRateLimiter<Line> OneAfterTheOther(int together) => PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<Line, string>(line => RateLimitPartition.GetConcurrencyLimiter(line.Whose, _ => Options(1, LongestOfOne))),
        PartitionedRateLimiter.Create<Line, bool>(line => RateLimitPartition.GetConcurrencyLimiter(line.IsOwn, _ => Options(together, Longest))));

    private static ConcurrencyLimiterOptions Options(int permits, int queue) => new()
    {
        PermitLimit = permits,
        QueueLimit = queue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };

    private sealed record Line(string Whose, bool IsOwn);
}
