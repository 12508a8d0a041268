using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

public sealed class SignInModel(SignIn signIn, IdentitySettings settings, TimeProvider clock, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool DemoAccountsShown => settings.DemoEnabled;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (UserName is not { Length: > 0 and <= 64 } || Password is not { Length: > 0 and <= PasswordRules.MaximumLength })
            return Refuse();
        var (answer, account) = await signIn.WithPasswordAsync(UserName, Password, cancel);
        switch (answer)
        {
            case SignInAnswer.Welcome:
                await HttpContext.StartSessionAsync(account!, clock.GetUtcNow(), secondFactor: false);
                return LocalRedirect(ReturnAddress.OrHome(ReturnUrl));
            case SignInAnswer.SecondFactorNeeded:
                await HttpContext.StartPendingAsync(account!, ReturnUrl);
                return RedirectToPage("/SecondFactor");
            case SignInAnswer.NoRole:
                return RedirectToPage("/AccessDenied");
            default:
                return Refuse();
        }
    }

    private PageResult Refuse()
    {
        ModelState.AddModelError("", words["SignIn.Refused", Accounts.SignIn.FailuresAllowed, (int)Accounts.SignIn.LockedFor.TotalMinutes]);
        return Page();
    }
}
