using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

public sealed class SignInModel(SignIn signIn, Passkeys passkeys, IdentitySettings settings, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool DemoAccountsShown => settings.DemoEnabled;

    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty]
    public string? State { get; set; }

    /// <summary>For anybody's passkey: the device says whose it is.</summary>
    public PasskeyQuestion Question { get; private set; } = null!;

    public Task OnGetAsync() => AskAsync();

    /// <summary>A passkey alone: the device has it, and has verified the person.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync()
    {
        if (await signIn.WithPasskeyAsync(HttpContext, null, Credential, State) is { } account)
        {
            return LocalRedirect(await HttpContext.StartSessionAsync(account, SecondFactor.PasskeyAlone, ReturnUrl));
        }
        ModelState.AddModelError("", words["Passkey.Refused"]);
        return await AskAsync();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        UserName = Accounts.UserName.Clean(UserName);
        if (!Accounts.UserName.IsPossible(UserName))
        {
            ModelState.AddModelError("", words["SignIn.UserNameForm"]);
            return await AskAsync();
        }
        if (Password is not { Length: > 0 and <= PasswordRules.MaximumLength })
            return await RefuseAsync();
        var (answer, account) = await signIn.WithPasswordAsync(UserName, Password, HttpContext.AttemptOrigin(), cancel);
        switch (answer)
        {
            case SignInAnswer.Welcome:
                return LocalRedirect(await HttpContext.StartSessionAsync(account!, secondFactor: null, ReturnUrl));
            case SignInAnswer.SecondFactorNeeded:
                await HttpContext.StartPendingAsync(account!);
                return RedirectToPage("/SecondFactor", new { ReturnUrl, SignIn = true });
            case SignInAnswer.SecondFactorMissing:
                return RedirectToPage("/SecondFactorMissing");
            case SignInAnswer.NoRole:
                return RedirectToPage("/AccessDenied");
            case SignInAnswer.Restricted:
                return RedirectToPage("/AccessDenied", new { restricted = true });
            case SignInAnswer.Busy:
                ModelState.AddModelError("", this.Busy(words, "SignIn.Busy"));
                return await AskAsync();
            default:
                return await RefuseAsync();
        }
    }

    private Task<PageResult> RefuseAsync()
    {
        ModelState.AddModelError("", words["SignIn.Refused", AttemptLimit.OfOne.Free, (int)AttemptLimit.OfOne.FirstWait.TotalMinutes]);
        return AskAsync();
    }

    private async Task<PageResult> AskAsync()
    {
        Question = await passkeys.UseAsync(HttpContext, null);
        return Page();
    }
}
