using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.People;

/// <summary>After how long it is reviewed whether a record is still needed, by analytic category: what the dated table says.</summary>
public static class ReviewTerm
{
    /// <summary>By when a record of the category is reviewed, counted from the time; null: the table does not say.</summary>
    public static DateTimeOffset? Due(string? category, DateTimeOffset from) =>
        category is not null && CodeLists.Of("review-term", category, HomeZone.DayOf(from))?.Days is { } days ? from.AddDays(days) : null;
}
