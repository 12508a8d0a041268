using System.Globalization;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>The zone in which every host shows times.</summary>
public static class HomeZone
{
    /// <summary>Georgia's.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tbilisi");

    /// <summary>The day on which the time falls here.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>The time in a zone, which is named, e.g. <c>24 Nov 2026, 14:05 (Tbilisi, UTC+04:00)</c>.</summary>
    public static string Named(DateTimeOffset at, TimeZoneInfo zone, string name)
    {
        var then = TimeZoneInfo.ConvertTime(at, zone);
        return $"{Short(then)} ({name}, UTC{then.ToString("zzz", CultureInfo.InvariantCulture)})";
    }

    /// <summary>The time in Georgia's zone, which is not named, e.g. <c>24 Nov 2026, 14:05</c>.</summary>
    public static string Here(DateTimeOffset at) => Short(TimeZoneInfo.ConvertTime(at, Zone));

    private static string Short(DateTimeOffset then) => then.ToString("d MMM yyyy, HH:mm", CultureInfo.CurrentCulture);
}
