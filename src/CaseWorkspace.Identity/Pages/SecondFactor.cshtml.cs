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

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool IsStepUp { get; private set; }
    public string Cancel => ReturnAddress.Cancelled(ReturnUrl);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await SecondFactorAsked.OfAsync(HttpContext, database, ReturnUrl) is not { } asked)
            return RedirectToPage("/SignIn", new { ReturnUrl });
        IsStepUp = asked.IsStepUp;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await SecondFactorAsked.OfAsync(HttpContext, database, ReturnUrl) is not { } asked)
            return RedirectToPage("/SignIn", new { ReturnUrl });
        IsStepUp = asked.IsStepUp;
        if (Code is { Length: <= 8 } && await signIn.WithCodeAsync(asked.Account, Code, cancel))
        {
            await asked.GivenAsync(HttpContext, clock.GetUtcNow());
            return LocalRedirect(ReturnAddress.OrHome(asked.ReturnUrl));
        }
        ModelState.AddModelError("", words["SecondFactor.Refused"]);
        return Page();
    }
}
