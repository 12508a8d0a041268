using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

public sealed class RecoveryCodeModel(AccountsDatabase database, SignIn signIn, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Whether this completes a sign-in; otherwise it is a step-up of a standing session.</summary>
    [BindProperty(SupportsGet = true, Name = "signIn")]
    public bool CompletesSignIn { get; set; }

    public bool IsStepUp => !CompletesSignIn;
    public string Cancel => ReturnAddress.Cancelled(ReturnUrl);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await SecondFactorAsked.OfAsync(HttpContext, database, CompletesSignIn) is not { } asked)
            return Elsewhere();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await SecondFactorAsked.OfAsync(HttpContext, database, CompletesSignIn) is not { } asked)
            return Elsewhere();
        var answer = Code is { Length: <= 60 } ? await signIn.WithRecoveryCodeAsync(asked.Account, Code, asked.From(HttpContext), cancel) : SignInAnswer.Refused;
        if (answer == SignInAnswer.Welcome)
            return LocalRedirect(await asked.GivenAsync(HttpContext, SecondFactor.Code, ReturnUrl));
        ModelState.AddModelError("", answer == SignInAnswer.Busy ? this.Busy(words) : words["RecoveryCode.Refused"]);
        return Page();
    }

    /// <summary>Nobody is asked here: another tab has completed the sign-in meanwhile, or it must begin anew.</summary>
    private IActionResult Elsewhere() => CompletesSignIn && HttpContext.SignedInAccount() is not null
        ? LocalRedirect(LocalPath.Of(ReturnUrl)) : RedirectToPage("/SignIn", new { ReturnUrl });
}
