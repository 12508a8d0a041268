using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

public sealed class SignInModel(SignIn signIn, IdentitySettings settings, IStringLocalizer<Words> words) : PageModel
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
        UserName = Accounts.UserName.Clean(UserName);
        if (!Accounts.UserName.IsPossible(UserName))
        {
            ModelState.AddModelError("", words["SignIn.UserNameForm"]);
            return Page();
        }
        if (Password is not { Length: > 0 and <= PasswordRules.MaximumLength })
            return Refuse();
        var (answer, account) = await signIn.WithPasswordAsync(UserName, Password, cancel);
        switch (answer)
        {
            case SignInAnswer.Welcome:
                await HttpContext.StartSessionAsync(account!, secondFactor: false);
                return LocalRedirect(LocalPath.Of(ReturnUrl));
            case SignInAnswer.SecondFactorNeeded:
                await HttpContext.StartPendingAsync(account!);
                return RedirectToPage("/SecondFactor", new { ReturnUrl, SignIn = true });
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
