namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// What is counted under one key: the failures that are remembered, since when, and from when on the next one may be tried; without a wait since ever,
/// so that attempts side by side are counted in any order.
/// </summary>
public sealed record AttemptState(int Failures, DateTimeOffset CountedAt, DateTimeOffset OpenAt);

/// <summary>
/// How failures lead to waits: some are free, then each next one doubles the wait; one is forgotten at each interval. A wait ends by itself.
/// The statement of <see cref="Attempts"/> does the same in the database, where guesses sent side by side are counted one after the other.
/// </summary>
public sealed record AttemptLimit(int Free, TimeSpan FirstWait, TimeSpan LongestWait, TimeSpan ForgetsOneEvery)
{
    /// <summary>An account's own device, a network's part of an account, an open session: a person mistypes, and waits ten minutes after five.</summary>
    public static readonly AttemptLimit OfOne = new(5, TimeSpan.FromMinutes(10), TimeSpan.FromHours(8), TimeSpan.FromHours(6));

    /// <summary>Passwords of one account, over all devices not seen before.</summary>
    public static readonly AttemptLimit OfPasswordsByStrangers = new(20, TimeSpan.FromMinutes(10), TimeSpan.FromHours(8), TimeSpan.FromHours(2));

    /// <summary>Codes of one account, over all devices not seen before: only somebody who knows the password gets so far.</summary>
    public static readonly AttemptLimit OfCodesByStrangers = OfOne with { Free = 10 };

    /// <summary>One network, over all accounts and names that nobody has: an office shares one, and its people mistype.</summary>
    public static readonly AttemptLimit OfNetwork = new(40, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromMinutes(15));

    /// <summary>For how long the next one waits after so many remembered failures.</summary>
    public TimeSpan WaitAfter(int failures) => failures < Free ? TimeSpan.Zero
        : FirstWait * Math.Pow(2, Math.Min(failures - Free, 30)) is var wait && wait < LongestWait ? wait : LongestWait;

    /// <summary>The waits in seconds after one failure, two and so on, as far as they grow.</summary>
    public double[] WaitSeconds()
    {
        var waits = new List<double>();
        for (var failures = 1; waits.Count == 0 || waits[^1] < LongestWait.TotalSeconds; failures++)
            waits.Add(WaitAfter(failures).TotalSeconds);
        return [.. waits];
    }

    /// <summary>Counts a failure; null: the wait is not over, and nothing is counted.</summary>
    public AttemptState? Counted(AttemptState? before, DateTimeOffset now)
    {
        if (before is not { } state)
            return new AttemptState(1, now, OpenAfter(1, now));
        if (now < state.OpenAt)
            return null;
        var intervals = Math.Floor((now - state.CountedAt) / ForgetsOneEvery);
        var failures = (int)Math.Max(0, state.Failures - intervals);
        return new AttemptState(failures + 1, failures == 0 ? now : state.CountedAt + intervals * ForgetsOneEvery, OpenAfter(failures + 1, now));
    }

    private DateTimeOffset OpenAfter(int failures, DateTimeOffset now) => failures < Free ? DateTimeOffset.MinValue : now + WaitAfter(failures);

    /// <summary>
    /// How many guesses fit into a time at most, whenever they are made: as if all that is forgotten in it were forgotten at its beginning.
    /// </summary>
    public int MostGuessesIn(TimeSpan time)
    {
        var forgotten = (int)(time / ForgetsOneEvery);
        var guesses = 1;
        for (var waited = WaitAfter(guesses - forgotten); waited <= time; waited += WaitAfter(guesses - forgotten))
            guesses++;
        return guesses;
    }
}
