using System.Collections.Frozen;
using System.Globalization;
using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>Times as people here read them: in Tbilisi's time, the zone named; beside it the other end's.</summary>
public static class LocalTime
{
    private const string DayForm = "yyyy-MM-dd";

    private static readonly FrozenDictionary<string, string> Capitals = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GE"] = "Asia/Tbilisi", ["AT"] = "Europe/Vienna", ["BE"] = "Europe/Brussels", ["BG"] = "Europe/Sofia",
        ["HR"] = "Europe/Zagreb", ["CY"] = "Asia/Nicosia", ["CZ"] = "Europe/Prague", ["DK"] = "Europe/Copenhagen",
        ["EE"] = "Europe/Tallinn", ["FI"] = "Europe/Helsinki", ["FR"] = "Europe/Paris", ["DE"] = "Europe/Berlin",
        ["GR"] = "Europe/Athens", ["HU"] = "Europe/Budapest", ["IE"] = "Europe/Dublin", ["IT"] = "Europe/Rome",
        ["LV"] = "Europe/Riga", ["LT"] = "Europe/Vilnius", ["LU"] = "Europe/Luxembourg", ["MT"] = "Europe/Malta",
        ["NL"] = "Europe/Amsterdam", ["PL"] = "Europe/Warsaw", ["PT"] = "Europe/Lisbon", ["RO"] = "Europe/Bucharest",
        ["SK"] = "Europe/Bratislava", ["SI"] = "Europe/Ljubljana", ["ES"] = "Europe/Madrid", ["SE"] = "Europe/Stockholm",
        ["CH"] = "Europe/Zurich", ["NO"] = "Europe/Oslo", ["TR"] = "Europe/Istanbul",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly CultureInfo[] Languages =
        [CultureInfo.GetCultureInfo("en-GB"), CultureInfo.GetCultureInfo("ka-GE"), CultureInfo.InvariantCulture];

    private static readonly string[] Days = ["d MMM yyyy", "d MMMM yyyy", "d.M.yyyy", "d'/'M'/'yyyy", "d-M-yyyy", "yyyy-M-d"];

    private static readonly string[] Months = ["MMM yyyy", "MMMM yyyy", "M.yyyy", "M'/'yyyy", "M-yyyy", "yyyy-M"];

    private static readonly string[] Times =
        [.. Days.SelectMany(day => new[] { $"{day}, H:mm", $"{day} H:mm" }), "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>The zone that times are shown in.</summary>
    public static TimeZoneInfo Here => HomeZone.Zone;

    /// <summary>The time in our zone.</summary>
    public static DateTimeOffset Of(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Here);

    /// <summary>The zone of a state's capital, or null.</summary>
    public static TimeZoneInfo? ZoneOf(string? state) =>
        state is not null && Capitals.TryGetValue(state, out var zone) ? TimeZoneInfo.FindSystemTimeZoneById(zone) : null;

    /// <summary>Short, e.g. <c>14:05</c> today, <c>23 Nov, 14:05</c> this year, <c>23 Nov 2026</c> otherwise.</summary>
    public static string Brief(DateTimeOffset at, DateTimeOffset now)
    {
        var (then, today) = (Of(at), Of(now));
        return then.Date == today.Date ? then.ToString("t", CultureInfo.CurrentCulture)
            : then.ToString(then.Year == today.Year ? "d MMM, HH:mm" : "d MMM yyyy", CultureInfo.CurrentCulture);
    }

    /// <summary>A day, e.g. <c>23 Nov 2026</c>.</summary>
    public static string Day(DateTimeOffset at) => Of(at).ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>The last day of what ends at this time: midnight belongs to the day before it.</summary>
    public static string LastDay(DateTimeOffset until) => Day(until.AddTicks(-1));

    /// <summary>Full, with the zone named; with the other end's beside it when that is another.</summary>
    public static string Full(DateTimeOffset at, string? state = null)
    {
        var ours = HomeZone.Named(at, Here, Texts.Get("frame.zone.here"));
        return ZoneOf(state) is { } there && !string.Equals(there.Id, Here.Id, StringComparison.Ordinal)
            ? $"{ours} · {HomeZone.Named(at, there, Codes.CodeLists.Label("state", state))}"
            : ours;
    }

    /// <summary>The end of a day in our zone; null of null.</summary>
    public static DateTimeOffset? EndOf(DateOnly? day) => day is { } known ? StartOf(known.AddDays(1)) : null;

    /// <summary>The beginning of a day in our zone.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Here.GetUtcOffset(midnight));
    }

    /// <summary>A time as a field of a form holds it, in our zone; null of anything else.</summary>
    public static DateTimeOffset? Parse(string? written) =>
        ReadTime(written) is { } at ? new DateTimeOffset(at, Here.GetUtcOffset(at)) : null;

    /// <summary>A day as a field of a form shows it, e.g. <c>24 Nov 2026</c>.</summary>
    public static string Written(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>A time as a field of a form shows it, e.g. <c>24 Nov 2026, 14:05</c>.</summary>
    public static string Written(DateTime at) => at.ToString("d MMM yyyy, HH:mm", CultureInfo.CurrentCulture);

    /// <summary>A day as somebody typed it: as we write it, in figures with the day first, or as machines do; null of anything else.</summary>
    public static DateOnly? ReadDay(string? typed) => Read(typed, Days) is { } at ? DateOnly.FromDateTime(at) : null;

    /// <summary>A month as somebody typed it; its first day, or null of anything else.</summary>
    public static DateOnly? ReadMonth(string? typed) => Read(typed, Months) is { } at ? DateOnly.FromDateTime(at) : null;

    /// <summary>A time as somebody typed it: a day in any of its forms, then hour and minute; null of anything else.</summary>
    public static DateTime? ReadTime(string? typed) => Read(typed, Times);

    /// <summary>In any of our languages: an address with a day in it may have been sent by somebody who reads another.</summary>
    private static DateTime? Read(string? typed, string[] forms)
    {
        foreach (var culture in Languages)
        {
            if (DateTime.TryParseExact(typed?.Trim(), forms, culture, DateTimeStyles.AllowInnerWhite, out var at) && StatedTime.IsPlausible(at.Year))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Which day it is here.</summary>
    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(Of(clock.GetUtcNow()).DateTime);

    /// <summary>For machines, and for the fields of a form.</summary>
    public static string Iso(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);

    /// <summary>For machines.</summary>
    public static string Iso(DateTimeOffset at) => Of(at).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
