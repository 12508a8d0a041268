using System.Diagnostics;

namespace CaseWorkspace.Benchmarks;

/// <summary>What a measurement found.</summary>
/// <param name="PerSecond">How many were answered in a second.</param>
/// <param name="Median">The median time of one, in milliseconds.</param>
/// <param name="Slowest">The 99th percentile, in milliseconds.</param>
/// <param name="Answered">How many were answered.</param>
/// <param name="Cost">The processor time that all of them took.</param>
internal sealed record Measured(double PerSecond, double Median, double Slowest, int Answered, ProcessorTime Cost)
{
    public override string ToString() => FormattableString.Invariant($"{PerSecond,8:0}/s  p50 {Median,7:0.00} ms  p99 {Slowest,7:0.00} ms");
}

/// <summary>Keeps a number of callers busy for a while and counts what they get done.</summary>
internal static class Load
{
    /// <summary>
    /// How long a host works before it is measured: until then the run time compiles its methods a second time, beside the work. What
    /// that costs the person who comes first is measured by <see cref="FirstWrite"/>.
    /// </summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public static async Task<Measured> Run(Workspace workspace, int callers, TimeSpan span, Func<int, Task> once)
    {
        var spent = workspace.Spent();
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
        return new Measured(all.Length / seconds, all[all.Length / 2], all[(int)(all.Length * 0.99)], all.Length, workspace.Spent() - spent);
    }

    /// <summary>Measures several things in turn, several times, so that what the machine does beside it falls on all; takes the middle of each.</summary>
    public static async Task<IReadOnlyList<Measured>> Interleaved(Workspace workspace, int callers, TimeSpan span, params Func<int, Task>[] things)
    {
        var found = things.Select(_ => new List<Measured>()).ToList();
        for (var round = 0; round < 3; round++)
        {
            foreach (var (thing, measured) in things.Zip(found))
            {
                measured.Add(await Run(workspace, callers, span, thing));
            }
        }

        return [.. found.Select(measured => measured.OrderBy(one => one.PerSecond).ElementAt(1))];
    }
}
