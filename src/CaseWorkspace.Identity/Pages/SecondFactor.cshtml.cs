using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

public sealed class SecondFactorModel(AccountsDatabase database, SignIn signIn, TimeProvider clock, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    public async Task<IActionResult> OnGetAsync() =>
        (await HttpContext.PendingAsync(database)).Account is null ? RedirectToPage("/SignIn") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var (account, returnUrl) = await HttpContext.PendingAsync(database);
        if (account is null)
            return RedirectToPage("/SignIn");
        if (Code is { Length: <= 8 } && await signIn.WithCodeAsync(account, Code, cancel))
        {
            await HttpContext.StartSessionAsync(account, clock.GetUtcNow(), secondFactor: true);
            return LocalRedirect(ReturnAddress.OrHome(returnUrl));
        }
        ModelState.AddModelError("", words["SecondFactor.Refused"]);
        return Page();
    }
}
