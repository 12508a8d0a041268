namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>What is drawn along one line of time, apart from others.</summary>
/// <param name="Name">To whom or what it belongs; null: there is one lane, which is named by the whole drawing.</param>
/// <param name="Href">Where that stands; null: nowhere.</param>
/// <param name="Marks">What is drawn.</param>
public sealed record TimeLane(string? Name, string? Href, IReadOnlyList<TimeMark> Marks);

/// <summary>A time, or a span of time, on a line.</summary>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends; the same: it is a point.</param>
/// <param name="Look">The class by which it is drawn.</param>
/// <param name="Words">What it is, for who points at it or hears it.</param>
public sealed record TimeMark(DateTimeOffset From, DateTimeOffset Until, string Look, string Words)
{
    /// <summary>How far it stands up from the line; 0: it lies on it.</summary>
    public int Rise { get; init; }

    /// <summary>Where it leads; null: nowhere.</summary>
    public string? Href { get; init; }
}
