using System.Globalization;

namespace CaseWorkspace.Platform.Pipeline;

/// <summary>
/// Times that people and programs state. On the wire a time names its day in full and its offset; wherever it stands, it lies in
/// a range that is no slip of the keyboard. What they did or saw is never ahead of our clock, nor before what had to come first.
/// </summary>
public static class StatedTime
{
    /// <summary>The first year that any time can lie in.</summary>
    public const int FirstYear = 1900;

    /// <summary>The last year that any time can lie in.</summary>
    public const int LastYear = 2199;

    /// <summary>How far the clock by which somebody states a time may be from ours; forms ask for whole minutes.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>A standing that ends by itself ends within this time; one that goes on is given without an end.</summary>
    public static readonly TimeSpan LongestRelation = TimeSpan.FromDays(10 * 366);

    // RFC 3339, of which the seconds may be left out.
    private static readonly string[] Utc = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm'Z'"];
    private static readonly string[] WithOffset = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mmzzz"];

    /// <summary>Reads a time such as <c>2026-11-20T10:00:00+04:00</c>; nothing is guessed where a part of it is missing.</summary>
    public static bool TryRead(string? written, out DateTimeOffset at) =>
        (DateTimeOffset.TryParseExact(written, Utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at)
            || DateTimeOffset.TryParseExact(written, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out at))
        && IsPlausible(at.Year);

    /// <summary>Whether a time can lie in the year.</summary>
    public static bool IsPlausible(int year) => year is >= FirstYear and <= LastYear;

    /// <summary>Whether the time has not come yet.</summary>
    public static bool IsAhead(this DecisionContext context, DateTimeOffset stated) => stated > context.Now + Skew;

    /// <summary>Whether the time lies before what happened; never when nothing did.</summary>
    public static bool Precedes(this DateTimeOffset stated, DateTimeOffset? happened) => stated < happened - Skew;

    /// <summary>Refuses the end of a standing that is past already, or so far ahead that a digit must be wrong; null: it is sound, or there is none.</summary>
    /// <param name="context">When it is decided.</param>
    /// <param name="until">The end.</param>
    public static Decision? RefuseEnd(this DecisionContext context, DateTimeOffset? until) =>
        until <= context.Now ? Decision.Refuse("ends-in-the-past", "until")
        : until > context.Now + LongestRelation ? Decision.Refuse("ends-too-late", "until")
        : null;
}
