using System.Globalization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.People;

/// <summary>How grave the offence of a qualification is (Criminal Code, art. 12): what the dated table says of its article and part on the day of the step.</summary>
public static class QualificationGravity
{
    /// <summary>A code of the list <c>gravity</c>; null: the table does not say.</summary>
    public static string? Of(QualificationContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.Part is null ? null
            : CodeLists.Of("offence-gravity", string.Create(CultureInfo.InvariantCulture, $"{content.Article}/{content.Part}"), HomeZone.DayOf(content.Since))?.Value;
    }
}
