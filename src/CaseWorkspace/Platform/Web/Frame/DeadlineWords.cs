using System.Globalization;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>How pressing a deadline is.</summary>
public enum Pressure
{
    /// <summary>More than a day left.</summary>
    Calm,

    /// <summary>Less than a day left.</summary>
    Soon,

    /// <summary>It has passed.</summary>
    Late,
}

/// <summary>A deadline in words: 'late by 3 h', 'due in 45 min', 'due Thu 14:00'.</summary>
/// <param name="Pressure">How pressing it is.</param>
/// <param name="Words">In the reader's language.</param>
public sealed record DeadlineWords(Pressure Pressure, string Words)
{
    /// <summary>The deadline as seen at this moment.</summary>
    public static DeadlineWords Of(DateTimeOffset due, DateTimeOffset now)
    {
        var left = due - now;
        if (left < TimeSpan.Zero)
        {
            return new DeadlineWords(Pressure.Late, Texts.Get("frame.deadline.late", Span(-left)));
        }

        if (left < TimeSpan.FromHours(24))
        {
            return new DeadlineWords(Pressure.Soon, Texts.Get("frame.deadline.in", Span(left)));
        }

        var then = LocalTime.Of(due);
        var format = left < TimeSpan.FromDays(6) ? "ddd HH:mm"
            : then.Year == LocalTime.Of(now).Year ? "d MMM" : "d MMM yyyy";
        return new DeadlineWords(Pressure.Calm, Texts.Get("frame.deadline.at", then.ToString(format, CultureInfo.CurrentCulture)));
    }

    /// <summary>How long it still lasts, to the minute: '3 h 59 min'.</summary>
    public static string Left(TimeSpan span) =>
        span < TimeSpan.FromHours(1) ? Texts.Get("frame.minutes", Math.Max(1, (int)Math.Ceiling(span.TotalMinutes)))
        : $"{Texts.Get("frame.hours", (int)span.TotalHours)} {Texts.Get("frame.minutes", span.Minutes)}";

    private static string Span(TimeSpan span) =>
        span < TimeSpan.FromHours(1) ? Texts.Get("frame.minutes", Math.Max(1, (int)span.TotalMinutes))
        : span < TimeSpan.FromHours(48) ? Texts.Get("frame.hours", (int)span.TotalHours)
        : Texts.Get("frame.days", (int)span.TotalDays);
}
