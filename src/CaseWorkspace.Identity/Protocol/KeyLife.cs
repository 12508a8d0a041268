namespace CaseWorkspace.Identity.Protocol;

/// <summary>
/// A key's life: announced (published, not yet used, so that everybody has read it before the first token comes), in use, followed
/// by a newer one and then still published until the last token made with it has run out; after that it is left alone.
/// </summary>
public static class KeyLife
{
    /// <summary>From being published to being used; longer than a relying party keeps its copy of the published keys.</summary>
    public static readonly TimeSpan Announced = TimeSpan.FromMinutes(15);

    /// <summary>After this age in use new keys are made without being asked.</summary>
    public static readonly TimeSpan Rotated = TimeSpan.FromDays(90);

    /// <summary>Refresh tokens live longest of what is signed; then an hour for clocks that differ.</summary>
    private static readonly TimeSpan Kept = ProtocolSetup.RefreshLifetime + TimeSpan.FromHours(1);

    /// <summary>The keys to publish and accept, of each use the one to be used first.</summary>
    public static IReadOnlyList<ProtocolKey> Published(IEnumerable<ProtocolKey> stored, DateTimeOffset now) =>
        [.. stored.GroupBy(key => key.Use, StringComparer.Ordinal).OrderBy(use => use.Key, StringComparer.Ordinal).SelectMany(use => OfOneUse([.. use.OrderByDescending(key => key.CreatedAt)], now))];

    /// <summary>Whether new keys are to be made: there are none, or the newest are old.</summary>
    public static bool IsDue(IReadOnlyList<ProtocolKey> stored, DateTimeOffset now) =>
        stored.Count == 0 || stored.Max(key => key.CreatedAt) + Rotated <= now;

    private static List<ProtocolKey> OfOneUse(List<ProtocolKey> newestFirst, DateTimeOffset now)
    {
        var inUse = newestFirst.FindIndex(key => key.CreatedAt + Announced <= now);
        if (inUse < 0)
            return newestFirst;
        var announced = newestFirst.Take(inUse);
        // A key went out of use when the one after it came in.
        var former = newestFirst.Skip(inUse + 1).Where((_, i) => newestFirst[inUse + i].CreatedAt + Announced + Kept > now);
        return [newestFirst[inUse], .. announced, .. former];
    }
}
