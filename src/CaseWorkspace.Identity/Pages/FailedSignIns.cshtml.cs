using System.Globalization;
using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseWorkspace.Identity.Pages;

/// <summary>On the way from a sign-in: what others tried in the holder's name. Going on says that it was read.</summary>
public sealed class FailedSignInsModel(FailedSignIns failed) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The last attempt on the page: later ones are told at the next sign-in.</summary>
    [BindProperty]
    public string? Until { get; set; }

    public IReadOnlyList<AttemptCounter> Rows { get; private set; } = [];

    public string UntilShown => Rows.Max(row => row.LastAt).ToString("O", CultureInfo.InvariantCulture);

    private Guid Holder => HttpContext.SignedInAccount()!.Id;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Rows = await failed.UntoldAsync(Holder, cancel);
        return Rows.Count > 0 ? Page() : LocalRedirect(LocalPath.Of(ReturnUrl));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (DateTimeOffset.TryParse(Until, CultureInfo.InvariantCulture, out var until))
            await failed.ToldAsync(Holder, until.ToUniversalTime(), cancel);
        return LocalRedirect(LocalPath.Of(ReturnUrl));
    }
}
