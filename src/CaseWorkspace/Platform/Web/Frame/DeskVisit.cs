using System.Globalization;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>
/// From when on the desk tells what changed: since the person last looked, which their browser remembers, and a week back at
/// the most. Looks that follow each other closely are one visit: going to a file and back does not empty the list.
/// </summary>
/// <param name="Since">When the visit before this one ended.</param>
/// <param name="LastVisit">The last look of this one.</param>
public sealed record DeskVisit(DateTimeOffset Since, DateTimeOffset LastVisit)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7), Pause = TimeSpan.FromMinutes(30);

    /// <summary>As the browser keeps it.</summary>
    public string Kept => string.Create(CultureInfo.InvariantCulture, $"{Since.ToUnixTimeSeconds()} {LastVisit.ToUnixTimeSeconds()}");

    /// <summary>The visit of a read.</summary>
    /// <param name="kept">What the browser kept of the look before; anything else that stands there counts as nothing.</param>
    /// <param name="now">When the read is.</param>
    public static DeskVisit Of(string? kept, DateTimeOffset now)
    {
        var (earliest, before) = (now - Longest, Read(kept));
        var since = before is null ? earliest : now - before.LastVisit > Pause ? before.LastVisit : before.Since;
        return new DeskVisit(since < earliest || since > now ? earliest : since, now);
    }

    private static DeskVisit? Read(string? kept) =>
        kept?.Split(' ') is [var since, var looked] && Time(since) is { } one && Time(looked) is { } other ? new DeskVisit(one, other) : null;

    // Ten digits reach into the year 2286: what is longer was not written here.
    private static DateTimeOffset? Time(string seconds) =>
        seconds.Length <= 10 && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            ? DateTimeOffset.FromUnixTimeSeconds(known) : null;
}
