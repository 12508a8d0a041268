using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

/// <summary>More is sent than can be checked (<see cref="Accounts.PasswordQueues"/>): 503, come back soon.</summary>
public static class BusyAnswer
{
    /// <summary>Makes the answer one; the words say that nothing was counted.</summary>
    public static string Busy(this PageModel page, IStringLocalizer<Words> words, string said = "Queue.Busy")
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(words);
        page.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        page.Response.Headers.RetryAfter = "10";
        return words[said];
    }
}
