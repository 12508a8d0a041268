using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages.Administration;

/// <summary>The sealed letter, for printing: shown once, to the administrator who confirmed. It opens nothing without the code that the head holds.</summary>
public sealed class LetterModel(AccountsDatabase database, Handover handover, IdentitySettings settings, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Account Person { get; private set; } = null!;
    public DateTimeOffset Until { get; private set; }

    /// <summary>Whether it may still be opened by this administrator.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>The link, in the answer to this post and nowhere else.</summary>
    public string? Link { get; private set; }

    /// <summary>The letter's languages: nobody knows yet which one the person reads.</summary>
    public IReadOnlyList<string> Languages { get; } = [PreferredLanguage.Georgian, PreferredLanguage.English];

    private Account Actor => HttpContext.SignedInAccount()!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        var (refusal, secret) = await handover.OpenLetterAsync(Id, Actor.Id, HttpContext.SignedInSession()!.SecondFactorAt, cancel);
        if (refusal == Refusal.SecondFactorNeeded)
            return LocalRedirect(ReturnAddress.BySecondFactor(Actor, $"/accounts/letters/{Id}"));
        if (secret is not null)
            Link = new Uri(settings.Issuer, "/invitation/" + secret).AbsoluteUri;
        else
            ModelState.AddModelError("", words["Letter.Opened"]);
        IsSealed = false;
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await (from invitation in database.Invitations.AsNoTracking()
                   where invitation.Id == Id && invitation.ConfirmedBy == Actor.Id
                   join account in database.Accounts on invitation.AccountId equals account.Id
                   select new { invitation, account }).SingleOrDefaultAsync(cancel) is not { } found)
            return false;
        Person = found.account;
        Until = found.invitation.ExpiresAt;
        IsSealed = await handover.LettersOf(Actor.Id).AnyAsync(i => i.Id == Id, cancel);
        return true;
    }
}
