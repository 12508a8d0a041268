using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

public sealed class SecondFactorModel(AccountsDatabase database, SignIn signIn, Passkeys passkeys, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Whether this completes a sign-in; otherwise it is a step-up of a standing session.</summary>
    [BindProperty(SupportsGet = true, Name = "signIn")]
    public bool CompletesSignIn { get; set; }

    /// <summary>The code of the demonstration's preset key.</summary>
    public string? ShownCode { get; private set; }

    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty]
    public string? State { get; set; }

    /// <summary>Null when the account has no passkey.</summary>
    public PasskeyQuestion? Question { get; private set; }

    /// <summary>Whether the account has an authenticator app.</summary>
    public bool HasApp { get; private set; }

    public bool IsStepUp => !CompletesSignIn;
    public string Cancel => ReturnAddress.Cancelled(ReturnUrl);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await SecondFactorAsked.OfAsync(HttpContext, database, CompletesSignIn) is not { } asked)
            return Elsewhere();
        return await AskAsync(asked.Account);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await SecondFactorAsked.OfAsync(HttpContext, database, CompletesSignIn) is not { } asked)
            return Elsewhere();
        var answer = Code is { Length: <= 40 } ? await signIn.WithCodeAsync(asked.Account, Code, asked.From(HttpContext), cancel) : SignInAnswer.Refused;
        if (answer == SignInAnswer.Welcome)
            return LocalRedirect(await asked.GivenAsync(HttpContext, SecondFactor.Code, ReturnUrl));
        ModelState.AddModelError("", answer == SignInAnswer.Busy ? this.Busy(words) : words["SecondFactor.Refused"]);
        return await AskAsync(asked.Account);
    }

    public async Task<IActionResult> OnPostPasskeyAsync()
    {
        if (await SecondFactorAsked.OfAsync(HttpContext, database, CompletesSignIn) is not { } asked)
            return Elsewhere();
        if (await signIn.WithPasskeyAsync(HttpContext, asked.Account, Credential, State) is not null)
            return LocalRedirect(await asked.GivenAsync(HttpContext, SecondFactor.Passkey, ReturnUrl));
        ModelState.AddModelError("", words["Passkey.Refused"]);
        return await AskAsync(asked.Account);
    }

    private async Task<PageResult> AskAsync(Account account)
    {
        HasApp = account.ProtectedAuthenticatorKey is not null;
        ShownCode = await signIn.ShownCodeAsync(account);
        if ((await passkeys.OfAsync(account, HttpContext.RequestAborted)).Count > 0)
            Question = await passkeys.UseAsync(HttpContext, account);
        return Page();
    }

    /// <summary>Nobody is asked here: another tab has completed the sign-in meanwhile, or it must begin anew.</summary>
    private IActionResult Elsewhere() => CompletesSignIn && HttpContext.SignedInAccount() is not null
        ? LocalRedirect(LocalPath.Of(ReturnUrl)) : RedirectToPage("/SignIn", new { ReturnUrl });
}
