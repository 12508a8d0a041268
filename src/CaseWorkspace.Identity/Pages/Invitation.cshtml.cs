using System.Security.Cryptography;
using System.Text.Json;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

/// <summary>
/// The way of the one-time link: a password, and for an account that has none yet the second factor. Until the factor has answered, what was
/// chosen is only in the form, encrypted for this link; then all of it is written at once, and the link is used.
/// </summary>
public sealed class InvitationModel(
    OwnAccount own, Handover handover, IPasswordHasher<Account> hasher, Passkeys passkeys, SessionCookies cookies, IDataProtectionProvider protection,
    IStringLocalizer<Words> words) : PageModel
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    /// <summary>The code that the person's head holds.</summary>
    [BindProperty]
    public string? HandoverCode { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    [BindProperty]
    public string? Repeated { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The <see cref="Beginning"/>, encrypted for this link.</summary>
    [BindProperty]
    public string? ProtectedBeginning { get; set; }

    [BindProperty]
    public string? ProtectedCodes { get; set; }

    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty]
    public string? State { get; set; }

    public PasskeyQuestion? Question { get; private set; }
    public string? UserName { get; private set; }
    public bool Accepted { get; private set; }
    public NewAuthenticator? New { get; private set; }
    public ShownCodes? Shown { get; private set; }

    /// <summary>A challenge of this link's way is good on no other way.</summary>
    private string Purpose => "invitation " + Invitation.HashOfSecret(Secret);

    private ITimeLimitedDataProtector Protector => protection.CreateProtector("invitation", Invitation.HashOfSecret(Secret)).ToTimeLimitedDataProtector();

    public async Task OnGetAsync(CancellationToken cancel) => UserName = (await own.InvitedAsync(Secret, cancel))?.UserName;

    public async Task OnPostAsync(CancellationToken cancel)
    {
        if (await own.InvitedAsync(Secret, cancel) is not { } account)
            return;
        UserName = account.UserName;
        if (NewPassword != Repeated)
            ModelState.AddModelError("", words["Password.Different"]);
        foreach (var fault in ModelState.IsValid ? await own.FaultsOfAsync(account, NewPassword ?? "") : [])
            ModelState.AddModelError("", fault.Description);
        if (ModelState.IsValid && !await handover.IsRightCodeAsync(Secret, HandoverCode ?? "", cancel))
            ModelState.AddModelError("", words["Fault.HandoverCodeWrong"]);
        if (!ModelState.IsValid)
        {
            await OnGetAsync(cancel);
            return;
        }
        var begun = new Beginning(hasher.HashPassword(account, NewPassword!), TimedCode.NewKey(), HandoverCode!);
        if (!account.TwoFactorEnabled)
            await OfferAsync(account, begun);
        else if (!await TakeUpAsync(account, begun, null, cancel))
            await OnGetAsync(cancel);
    }

    public Task<IActionResult> OnPostEnrolAsync(CancellationToken cancel) =>
        EnrolAsync((_, key) => Task.FromResult<NewFactor?>(new NewFactor(null, "", key, Code)), "Authenticator.Refused", cancel);

    public Task<IActionResult> OnPostPasskeyAsync(CancellationToken cancel) => EnrolAsync(
        async (account, _) => await passkeys.MadeAsync(HttpContext, account, Purpose, Credential, State) is { } made
            ? new NewFactor(made, SignInDevice.NameOf(Request.Headers.UserAgent.ToString()), null, null) : null,
        "Passkey.Refused", cancel);

    private async Task<IActionResult> EnrolAsync(Func<Account, string, Task<NewFactor?>> factorOf, string refused, CancellationToken cancel)
    {
        if (Begun() is not { } begun)
            return RedirectToPage(new { Secret });
        // The head may have made a new code meanwhile, and the old one serves no more.
        if (!await handover.IsRightCodeAsync(Secret, begun.HandoverCode, cancel))
        {
            ModelState.AddModelError("", words["Fault.HandoverCodeWrong"]);
            await OnGetAsync(cancel);
            return Page();
        }
        if (await own.InvitedAsync(Secret, cancel) is not { } account || await TakeUpAsync(account, begun, await factorOf(account, begun.Key), cancel))
            return Page();
        await OnGetAsync(cancel);
        if (UserName is null)
            return Page();
        ModelState.AddModelError("", words[refused]);
        await OfferAsync(account, begun);
        return Page();
    }

    public IActionResult OnPostSave() => ShownCodes.File(protection, ProtectedCodes) is { } file ? file : RedirectToPage("/SignIn");

    private async Task<bool> TakeUpAsync(Account account, Beginning begun, NewFactor? factor, CancellationToken cancel)
    {
        var device = cookies.NewDeviceOf(HttpContext);
        if (await own.AcceptAsync(Secret, begun.HandoverCode, begun.PasswordHash, factor, device, cancel) is not { } codes)
            return false;
        if (codes.Count == 0)
            return Accepted = true;
        cookies.Keep(HttpContext, device);
        Shown = ShownCodes.Of(protection, account.UserName!, codes);
        return Accepted = true;
    }

    private async Task OfferAsync(Account account, Beginning begun)
    {
        Question = await passkeys.NewAsync(HttpContext, account, Purpose);
        ProtectedBeginning = Protector.Protect(JsonSerializer.Serialize(begun), Kept);
        New = NewAuthenticator.Of(account.UserName!, begun.Key);
    }

    private Beginning? Begun()
    {
        try
        {
            return ProtectedBeginning is null ? null : JsonSerializer.Deserialize<Beginning>(Protector.Unprotect(ProtectedBeginning));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What was chosen before the second factor is set up.</summary>
    private sealed record Beginning(string PasswordHash, string Key, string HandoverCode);
}
