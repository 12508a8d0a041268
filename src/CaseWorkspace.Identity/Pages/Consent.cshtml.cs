using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Protocol;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseWorkspace.Identity.Pages;

/// <summary>Asks whether a program on this machine may act as the person: each time, even if it was answered before.</summary>
public sealed class ConsentModel(Consent consent) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public string Name => HttpContext.SignedInAccount()!.DisplayName;

    /// <summary>When the session ends, and with it what the program gets.</summary>
    public DateTimeOffset Until => HttpContext.SignedInSession()!.EndsAt;

    public string Refused => ReturnAddress.Cancelled(ReturnUrl);

    public IActionResult OnGet() => Consent.IsAskedFor(ReturnUrl) ? Page() : LocalRedirect("/");

    public IActionResult OnPost()
    {
        if (!Consent.IsAskedFor(ReturnUrl))
            return LocalRedirect("/");
        consent.Give(HttpContext, ReturnUrl!);
        return LocalRedirect(LocalPath.Of(ReturnUrl));
    }
}
