using System.Globalization;

namespace CaseWorkspace.Benchmarks;

/// <summary>Processor time used so far, in milliseconds: what one operation costs, also on a busy machine.</summary>
/// <param name="Web">By the web host.</param>
/// <param name="Database">By the processes of PostgreSQL that live now.</param>
/// <param name="Callers">By the benchmark itself.</param>
internal sealed record ProcessorTime(double Web, double Database, double Callers)
{
    private const double MillisecondsOfTick = 10;

    public double Sum => Web + Database + Callers;

    /// <summary>Linux keeps it in /proc; elsewhere there is nothing to tell.</summary>
    public static ProcessorTime Now(int web, int postmaster)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new ProcessorTime(0, 0, 0);
        }

        var all = Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])).Select(Read).OfType<Process>().ToList();
        return new ProcessorTime(
            all.Where(one => one.Id == web).Sum(one => one.Milliseconds),
            all.Where(one => one.Id == postmaster || one.Parent == postmaster).Sum(one => one.Milliseconds),
            all.Where(one => one.Id == Environment.ProcessId).Sum(one => one.Milliseconds));
    }

    public static ProcessorTime operator -(ProcessorTime later, ProcessorTime earlier) =>
        new(later.Web - earlier.Web, later.Database - earlier.Database, later.Callers - earlier.Callers);

    public static ProcessorTime operator +(ProcessorTime one, ProcessorTime other) =>
        new(one.Web + other.Web, one.Database + other.Database, one.Callers + other.Callers);

    /// <summary>What each of so many operations cost, in microseconds.</summary>
    public string Each(double operations) => FormattableString.Invariant(
        $"web {Web * 1000 / operations:0} + database {Database * 1000 / operations:0} + caller {Callers * 1000 / operations:0} = {Sum * 1000 / operations:0} µs of processor time");

    /// <summary>The parent of a process of this machine; 0 when it cannot be told.</summary>
    public static int ParentOf(int process) => OperatingSystem.IsLinux() ? Read($"/proc/{process}")?.Parent ?? 0 : 0;

    private static Process? Read(string folder)
    {
        try
        {
            // proc(5): after the name in brackets, fields 4 (parent), 14 and 15 (user and system time).
            var line = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return new Process(
                int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture),
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) * MillisecondsOfTick);
        }
        catch (IOException)
        {
            // It ended in between.
            return null;
        }
    }

    private sealed record Process(int Id, int Parent, double Milliseconds);
}
