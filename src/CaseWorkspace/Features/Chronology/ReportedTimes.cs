using System.Globalization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Chronology;

/// <summary>What a reported time means. It is stored as it was said; what it is counted to stands beside it, for order and drawing.</summary>
public static class ReportedTimes
{
    internal const string Month = "yyyy-MM";
    internal const string Day = "yyyy-MM-dd";
    internal const string Minute = "yyyy-MM-dd'T'HH:mm";

    private static readonly string[] Forms = [Month, Day, Minute];

    /// <summary>Whether it names a month, a day or a minute of a year that can be meant.</summary>
    public static bool IsReadable(string? said) => said is not null && Read(said) is not null;

    /// <summary>
    /// The first and the last minute in which it can have happened. An hour that comes twice, as the clocks are put back, is both; one that was left out has
    /// no minute.
    /// </summary>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public static (DateTimeOffset Earliest, DateTimeOffset Latest) SpanOf(ReportedTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var zone = ZoneOf(time.Zone);
        return (First(Span(time.From).First, zone), Last(Span(time.Until ?? time.From).Last, zone));
    }

    /// <summary>Why it cannot have happened then; null: it can. What is being reported has happened already, or has at least begun.</summary>
    /// <param name="time">In readable forms.</param>
    /// <param name="context">When it is decided.</param>
    internal static Decision? Refuse(ReportedTime time, DecisionContext context)
    {
        var zone = ZoneOf(time.Zone);
        return RefuseOne(time.From, "content.time.from") ?? (time.Until is not { } until ? null
            : RefuseOne(until, "content.time.until")
                ?? (Last(Span(until).Last, zone) < First(Span(time.From).First, zone) ? Decision.Refuse("until-before-from", "content.time.until") : null));

        Decision? RefuseOne(string said, string field) =>
            said.Length == Length(Minute) && zone.IsInvalidTime(Span(said).First) ? Decision.Refuse("no-such-time", field)
                : context.IsAhead(First(Span(said).First, zone)) ? Decision.Refuse("in-future", field) : null;
    }

    /// <summary>The form in which it is stored.</summary>
    internal static string Form(string said) => Forms.First(form => Length(form) == said.Length);

    internal static DateTime? Read(string said) =>
        DateTime.TryParseExact(said, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && StatedTime.IsPlausible(at.Year) ? at : null;

    private static TimeZoneInfo ZoneOf(string? code) => code is null ? HomeZone.Zone : TimeZoneInfo.FindSystemTimeZoneById(code);

    private static int Length(string form) => form.Replace("'", "", StringComparison.Ordinal).Length;

    private static (DateTime First, DateTime Last) Span(string said)
    {
        var first = Read(said) ?? throw new ArgumentException($"{said} is no time.", nameof(said));
        var next = Form(said) switch { Month => first.AddMonths(1), Day => first.AddDays(1), _ => first.AddMinutes(1) };
        return (first, next.AddMinutes(-1));
    }

    private static DateTimeOffset First(DateTime at, TimeZoneInfo zone) => At(at, zone.IsAmbiguousTime(at) ? zone.GetAmbiguousTimeOffsets(at).Max() : zone.GetUtcOffset(at));

    private static DateTimeOffset Last(DateTime at, TimeZoneInfo zone) => At(at, zone.IsAmbiguousTime(at) ? zone.GetAmbiguousTimeOffsets(at).Min() : zone.GetUtcOffset(at));

    private static DateTimeOffset At(DateTime local, TimeSpan offset) => new DateTimeOffset(local, offset).ToUniversalTime();
}
