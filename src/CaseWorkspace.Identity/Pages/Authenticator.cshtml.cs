using System.Buffers.Text;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

/// <summary>
/// The holder's second factors: passkeys, the authenticator app, recovery codes. What changes them wants one of them used a moment ago; the first
/// of them is set up with the invitation.
/// </summary>
public sealed class AuthenticatorModel(
    OwnAccount own, Passkeys passkeys, IDataProtectionProvider protection, StepUp stepUp, IStringLocalizer<Words> words) : PageModel
{
    private const string Purpose = "new";

    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty]
    public string? State { get; set; }

    /// <summary>The recovery codes on the page: what is saved is what was shown.</summary>
    [BindProperty]
    public string? ProtectedCodes { get; set; }

    /// <summary>A passkey was set up or removed.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public ShownCodes? Shown { get; private set; }
    public IReadOnlyList<Passkey> Keys { get; private set; } = [];
    public PasskeyQuestion? Question { get; private set; }
    public bool Enrolled => Holder.TwoFactorEnabled;
    public bool HasApp => Holder.ProtectedAuthenticatorKey is not null;
    public bool MayRemove => HasApp || Keys.Count > 1;
    public int CodesLeft => Holder.RecoveryCodeHashes.Count;
    public bool IsFresh => Enrolled && stepUp.IsFresh(HttpContext.SignedInSession()!.SecondFactorAt);

    private Account Holder => HttpContext.SignedInAccount()!;

    /// <summary>How a form names the passkey.</summary>
    public static string NameOf(Passkey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Base64Url.EncodeToString(key.CredentialId);
    }

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken cancel)
    {
        if (IsFresh && await passkeys.MadeAsync(HttpContext, Holder, Purpose, Credential, State) is { } made
            && await passkeys.AddAsync(Holder, made, SignInDevice.NameOf(Request.Headers.UserAgent.ToString()), cancel))
        {
            return RedirectToPage(new { Done = true });
        }
        return await RefuseAsync("Passkey.Refused", cancel);
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? id, CancellationToken cancel) =>
        IsFresh && Base64Url.IsValid(id) && await passkeys.RemoveAsync(Holder, Base64Url.DecodeFromChars(id), cancel)
            ? RedirectToPage(new { Done = true }) : await RefuseAsync("Passkey.NotRemoved", cancel);

    public async Task<IActionResult> OnPostRenewAsync(CancellationToken cancel)
    {
        if (!IsFresh || await own.RenewRecoveryCodesAsync(Holder, cancel) is not { } codes)
            return await RefuseAsync("Authenticator.NotRenewed", cancel);
        Shown = ShownCodes.Of(protection, Holder.UserName!, codes);
        return Page();
    }

    public IActionResult OnPostSave() => ShownCodes.File(protection, ProtectedCodes) is { } file ? file : RedirectToPage();

    private async Task<IActionResult> RefuseAsync(string word, CancellationToken cancel)
    {
        ModelState.AddModelError("", words[word]);
        await ShowAsync(cancel);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        Keys = await passkeys.OfAsync(Holder, cancel);
        if (IsFresh)
            Question = await passkeys.NewAsync(HttpContext, Holder, Purpose);
    }
}
