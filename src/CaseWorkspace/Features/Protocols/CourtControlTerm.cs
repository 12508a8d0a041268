using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Protocols;

/// <summary>Until when a court controls an action that was done without its ruling, by what it rests on: what the dated table says on the day of the action.</summary>
public static class CourtControlTerm
{
    /// <summary>Counted from the beginning of the action; null: no control is owed.</summary>
    /// <param name="basis">A code of the list <c>protocol-basis</c>.</param>
    /// <param name="began">When the action began.</param>
    public static DateTimeOffset? Due(string basis, DateTimeOffset began) =>
        CodeLists.Of("court-control-term", basis, HomeZone.DayOf(began)) is { } term ? began.AddDays(term.Days ?? 0).AddHours(term.Hours ?? 0) : null;
}
