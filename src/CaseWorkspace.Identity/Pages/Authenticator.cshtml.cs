using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using QRCoder;

namespace CaseWorkspace.Identity.Pages;

/// <summary>Sets up the second factor. Until the app has given a right code, its secret is only in the form, encrypted for this account.</summary>
public sealed class AuthenticatorModel(
    OwnAccount own, SignIn signIn, IDataProtectionProvider protection, TimeProvider clock, IStringLocalizer<Words> words) : PageModel
{
    private const string Issuer = "CaseWorkspace";

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? ProtectedKey { get; set; }

    /// <summary>The recovery codes on the page, encrypted for this account: what is saved is what was shown.</summary>
    [BindProperty]
    public string? ProtectedCodes { get; set; }

    /// <summary>Where somebody was going who must have a second factor first.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public string Qr { get; private set; } = "";
    public string SpacedKey { get; private set; } = "";
    public bool JustEnrolled { get; private set; }
    public IReadOnlyList<string>? RecoveryCodes { get; private set; }
    public bool Enrolled => Holder.TwoFactorEnabled;
    public int CodesLeft => Holder.RecoveryCodeHashes.Count;

    private Account Holder => HttpContext.SignedInAccount()!;
    private ITimeLimitedDataProtector CodesProtector => protection.CreateProtector("recovery-codes", Holder.Id.ToString()).ToTimeLimitedDataProtector();
    private ITimeLimitedDataProtector Protector => protection.CreateProtector("enrolment", Holder.Id.ToString(), Holder.SecurityStamp!).ToTimeLimitedDataProtector();

    public void OnGet() => Show(TimedCode.NewKey());

    public async Task<IActionResult> OnPostEnrolAsync(CancellationToken cancel)
    {
        if (KeyOfForm() is not { } key)
            return RedirectToPage(new { ReturnUrl });
        if (!await signIn.ConfirmPasswordAsync(Holder, Password ?? "", cancel))
            ModelState.AddModelError("", words["Fault.PasswordMismatch"]);
        else if (await own.EnrolAsync(Holder, HttpContext.SignedInSession()!.Id, key, Code ?? "", cancel) is not { } codes)
            ModelState.AddModelError("", words["Authenticator.Refused"]);
        else
        {
            JustEnrolled = true;
            await HttpContext.KeepSessionAsync(Holder, clock.GetUtcNow());
            return ShowCodes(codes);
        }
        Show(key);
        return Page();
    }

    public async Task<IActionResult> OnPostRenewAsync(CancellationToken cancel)
    {
        if (Enrolled && await signIn.AcceptCodeAsync(Holder, Code ?? "", cancel) && await own.RenewRecoveryCodesAsync(Holder) is { } codes)
            return ShowCodes(codes);
        ModelState.AddModelError("", words["SecondFactor.Refused"]);
        return Page();
    }

    /// <summary>The codes as a file. They are kept nowhere but on the page that shows them.</summary>
    public IActionResult OnPostSave() => Unprotect(CodesProtector, ProtectedCodes) is { } codes
        ? File(Encoding.UTF8.GetBytes(codes), "text/plain; charset=utf-8", "caseworkspace-recovery-codes.txt")
        : RedirectToPage();

    private PageResult ShowCodes(IReadOnlyList<string> codes)
    {
        RecoveryCodes = codes;
        ProtectedCodes = CodesProtector.Protect($"CaseWorkspace, {Holder.UserName}\r\n\r\n{string.Join("\r\n", codes)}\r\n", TimeSpan.FromMinutes(30));
        return Page();
    }

    private void Show(string key)
    {
        if (Enrolled)
            return;
        ProtectedKey = Protector.Protect(key, TimeSpan.FromMinutes(30));
        SpacedKey = string.Join(' ', key.Chunk(4).Select(part => new string(part)));
        using var data = QRCodeGenerator.GenerateQrCode(TimedCode.Uri(Issuer, Holder.UserName!, key), QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        // Drawn on white with its quiet zone in both themes, or cameras do not read it.
        Qr = svg.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    private string? KeyOfForm() => Enrolled ? null : Unprotect(Protector, ProtectedKey);

    private static string? Unprotect(ITimeLimitedDataProtector protector, string? text)
    {
        try
        {
            return text is null ? null : protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
