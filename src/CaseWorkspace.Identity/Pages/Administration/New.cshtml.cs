using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages.Administration;

/// <summary>Creates an account by invitation. The link is in the answer to this post and nowhere else.</summary>
public sealed class NewModel(AccountAdministration administration, IdentitySettings settings, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Unit { get; set; }

    [BindProperty]
    public List<string> Postings { get; set; } = [];

    [BindProperty]
    public List<string> Roles { get; set; } = [];

    public string? Link { get; private set; }
    public Guid Created { get; private set; }

    public void OnGet()
    {
    }

    public async Task OnPostAsync(CancellationToken cancel)
    {
        var outcome = await administration.InviteAsync(
            HttpContext.SignedInAccount()!.Id, AccountDetails.From(UserName, DisplayName, Unit, Postings), Roles, cancel);
        if (!outcome.Done)
        {
            ModelState.AddModelError("", words["Refusal." + outcome.Refusal]);
            return;
        }
        Link = new Uri(settings.Issuer, "/invitation/" + outcome.InvitationSecret).AbsoluteUri;
        Created = outcome.AccountId;
    }
}
