using CaseWorkspace.Platform.Codes;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// The time to answer, counted from receipt: 8 hours, 3 or 7 calendar days (Directive (EU) 2023/977, art. 5(1)).
/// An outgoing request has to leave within the same time, counted from when it is first submitted. The spans are data of the list
/// <c>urgency</c>. A span in days ends at the hour of receipt, which is never later than the law allows.
/// </summary>
public static class ResponseClock
{
    /// <summary>When the answer is due.</summary>
    /// <param name="urgency">A code of the list <c>urgency</c>.</param>
    /// <param name="since">When the request reached the authority that has to answer, or was submitted to leave.</param>
    public static DateTimeOffset Due(string urgency, DateTimeOffset since)
    {
        var span = CodeLists.Find("urgency", urgency)
            ?? throw new ArgumentOutOfRangeException(nameof(urgency), urgency, "The list of urgencies does not hold this code.");
        return since.ToUniversalTime().AddDays(span.Days ?? 0).AddHours(span.Hours ?? 0);
    }
}
