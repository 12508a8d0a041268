using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>
/// How long the law gives, counted from what happened: data of the list <c>limit-rule</c>, each row with the day from which it holds. Days, months
/// and hours are those of the calendar; a span in days ends at the hour at which it began. Where the span is counted back, the limit lies before.
/// </summary>
public static class LimitRules
{
    /// <summary>In the table: what comes from abroad, or is still owed in the file, comes too late after this limit.</summary>
    public const string Closes = "closes";

    /// <summary>The limits that follow from something, as the table has them on that day.</summary>
    /// <param name="start">A code of the list <c>clock-start</c>.</param>
    /// <param name="from">When it happened, or takes place.</param>
    public static SetLimit[] Of(string start, DateTimeOffset from) =>
        [.. CodeLists.Of("limit-rule").Where(rule => string.Equals(rule.Of, start, StringComparison.Ordinal) && rule.IsValid(HomeZone.DayOf(from))).Select(rule => new SetLimit(rule.Code, Due(rule, from)))];

    /// <summary>Whether what is due after this limit comes too late for the court.</summary>
    public static bool IsClosing(string rule) => CodeLists.Find("limit-rule", rule)?.Value is Closes;

    /// <summary>Whether a person has to be named from whom it counts.</summary>
    /// <param name="start">A code of the list <c>clock-start</c>.</param>
    public static bool IsOfPerson(string start) => CodeLists.Find("clock-start", start)?.Value is "person";

    /// <summary>Whether it is a date to come: a hearing.</summary>
    /// <param name="start">A code of the list <c>clock-start</c>.</param>
    public static bool IsToCome(string start) => CodeLists.Find("clock-start", start)?.Value is "hearing";

    private static DateTimeOffset Due(CodeEntry rule, DateTimeOffset from)
    {
        var sign = rule.IsBack ? -1 : 1;
        // A month ends on the day of the same number at home: an hour after midnight there it is still the day before in UTC.
        return TimeZoneInfo.ConvertTime(from, HomeZone.Zone)
            .AddMonths(sign * (rule.Months ?? 0)).AddDays(sign * (rule.Days ?? 0)).AddHours(sign * (rule.Hours ?? 0)).ToUniversalTime();
    }
}
