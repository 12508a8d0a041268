using System.Diagnostics;

namespace CaseWorkspace.Benchmarks;

/// <summary>What a measurement found.</summary>
/// <param name="PerSecond">How many were answered in a second.</param>
/// <param name="Median">The median time of one, in milliseconds.</param>
/// <param name="Slowest">The 99th percentile, in milliseconds.</param>
internal sealed record Measured(double PerSecond, double Median, double Slowest)
{
    public override string ToString() => FormattableString.Invariant($"{PerSecond,8:0}/s  p50 {Median,7:0.00} ms  p99 {Slowest,7:0.00} ms");
}

/// <summary>Keeps a number of callers busy for a while and counts what they get done.</summary>
internal static class Load
{
    public static async Task<Measured> Run(int callers, TimeSpan span, Func<int, Task> once)
    {
        var begun = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var mine = new List<double>();
            while (Stopwatch.GetElapsedTime(begun) < span)
            {
                var at = Stopwatch.GetTimestamp();
                await once(caller);
                mine.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }

            return mine;
        })));
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        double[] all = [.. times.SelectMany(mine => mine).Order()];
        return new Measured(all.Length / seconds, all[all.Length / 2], all[(int)(all.Length * 0.99)]);
    }

    /// <summary>Measures two things in turn, several times, so that what the machine does beside it falls on both; takes the middle of each.</summary>
    public static async Task<(Measured Ours, Measured Theirs)> Interleaved(
        int callers, TimeSpan span, Func<int, Task> ours, Func<int, Task> theirs)
    {
        List<Measured> mine = [], other = [];
        for (var round = 0; round < 3; round++)
        {
            mine.Add(await Run(callers, span, ours));
            other.Add(await Run(callers, span, theirs));
        }

        return (mine.OrderBy(one => one.PerSecond).ElementAt(1), other.OrderBy(one => one.PerSecond).ElementAt(1));
    }
}
