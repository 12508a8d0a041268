using System.Globalization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Chronology.Pages;

/// <summary>Reported times as people read and type them: as exactly as they are known, and no more so.</summary>
internal static class TimeWords
{
    /// <summary>The time, or both ends; with the zone where it is known.</summary>
    public static string Of(ReportedTime time)
    {
        var words = time.Until is { } until ? Texts.Get("occurrence.between", One(time.From), One(until)) : One(time.From);
        return time.Zone is { } zone ? $"{words} ({CodeLists.Label("time-zone", zone)})" : words;
    }

    /// <summary>A month, a day or a minute.</summary>
    public static string One(string said) =>
        ReportedTimes.Read(said) is not { } at ? said
        : ReportedTimes.Form(said) switch
        {
            ReportedTimes.Month => at.ToString("MMM yyyy", CultureInfo.CurrentCulture),
            ReportedTimes.Day => LocalTime.Written(DateOnly.FromDateTime(at)),
            _ => LocalTime.Written(at),
        };

    /// <summary>What somebody typed, in the form in which it is stored; null of anything else.</summary>
    public static string? Read(string? typed) =>
        LocalTime.ReadTime(typed) is { } at ? at.ToString(ReportedTimes.Minute, CultureInfo.InvariantCulture)
        : LocalTime.ReadDay(typed) is { } day ? day.ToString(ReportedTimes.Day, CultureInfo.InvariantCulture)
        : LocalTime.ReadMonth(typed) is { } month ? month.ToString(ReportedTimes.Month, CultureInfo.InvariantCulture)
        : null;
}
