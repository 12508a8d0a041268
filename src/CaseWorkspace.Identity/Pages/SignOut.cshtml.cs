using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseWorkspace.Identity.Pages;

public sealed class SignOutModel(IGrants grants) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await HttpContext.SessionAsync() is { } session)
            await grants.RevokeSessionAsync(session.AccountId, session.Id, cancel);
        await HttpContext.SignOutAsync(SessionCookies.PendingScheme);
        await HttpContext.SignOutAsync(Session.Scheme);
        return ReturnUrl is null ? RedirectToPage("/SignIn") : LocalRedirect(LocalPath.Of(ReturnUrl));
    }
}
