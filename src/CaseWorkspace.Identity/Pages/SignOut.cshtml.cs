using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseWorkspace.Identity.Pages;

public sealed class SignOutModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.EndSessionAsync();
        return ReturnUrl is null ? RedirectToPage("/SignIn") : LocalRedirect(LocalPath.Of(ReturnUrl));
    }
}
