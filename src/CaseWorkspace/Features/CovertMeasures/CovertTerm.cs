using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>
/// How long a measure may run, and when notification and destruction are due: data of the list <c>covert-term</c>, each row with the days on which it holds. A
/// row for one kind of measure (<c>of</c>) counts before one for all. What the table does not say is not limited.
/// </summary>
public static class CovertTerm
{
    /// <summary>The longest first period.</summary>
    public const string First = "first-period";

    /// <summary>The longest extension.</summary>
    public const string Extension = "extension";

    /// <summary>The longest measure, extensions included.</summary>
    public const string Whole = "whole-period";

    /// <summary>The court's control of an urgent one, from its beginning.</summary>
    public const string Control = "court-control";

    /// <summary>The notification, from the end.</summary>
    public const string Notification = "notification";

    /// <summary>The longest postponement, from its decree or ruling.</summary>
    public const string Postponement = "postponement";

    /// <summary>The settlement of the material, from the notification.</summary>
    public const string Destruction = "destruction";

    /// <summary>The row that counts on the day; null: the table says nothing.</summary>
    /// <param name="about">Of what.</param>
    /// <param name="kind">A code of the list <c>covert-measure</c>.</param>
    /// <param name="day">The day.</param>
    public static CodeEntry? Row(string about, string kind, DateOnly day) =>
        CodeLists.Of("covert-term")
            .Where(row => string.Equals(row.About, about, StringComparison.Ordinal) && row.IsValid(day) && (row.Of is null || string.Equals(row.Of, kind, StringComparison.Ordinal)))
            .OrderBy(row => row.Of is null).FirstOrDefault();

    /// <summary>When it ends; null: the table says nothing.</summary>
    /// <param name="about">Of what.</param>
    /// <param name="kind">A code of the list <c>covert-measure</c>.</param>
    /// <param name="from">From when it counts.</param>
    public static DateTimeOffset? End(string about, string kind, DateTimeOffset from) => Row(about, kind, HomeZone.DayOf(from)) is { } row
        // A month ends on the day of the same number at home.
        ? TimeZoneInfo.ConvertTime(from, HomeZone.Zone).AddMonths(row.Months ?? 0).AddDays(row.Days ?? 0).AddHours(row.Hours ?? 0).ToUniversalTime()
        : null;

    /// <summary>Until when a court controls a measure that rests on this; null: no control is owed.</summary>
    public static DateTimeOffset? ControlDue(CovertContent content) => IsControlled(content.Ruling.Basis) ? End(Control, content.Kind, content.From) : null;

    /// <summary>Whether a court controls what rests on this.</summary>
    /// <param name="basis">A code of the list <c>covert-basis</c>.</param>
    public static bool IsControlled(string basis) => CodeLists.Find("covert-basis", basis)?.Value is "controlled";
}
