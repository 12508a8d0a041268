using System.Globalization;

namespace CaseWorkspace.Platform.Storage;

/// <summary>Ids carry the time at which they were made (UUIDv7, RFC 9562, 5.7), so that what is recent is found by the key alone.</summary>
public static class TimedIds
{
    /// <summary>How much earlier than the thing its id may have been made, by another clock.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    /// <summary>No id of a thing that came about at this time or later is smaller.</summary>
    public static Guid NotBefore(DateTimeOffset since)
    {
        var at = Math.Max(0, since.ToUnixTimeMilliseconds() - (long)Slack.TotalMilliseconds);
        return Guid.ParseExact(at.ToString("x12", CultureInfo.InvariantCulture).PadRight(32, '0'), "N");
    }
}
