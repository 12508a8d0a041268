using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages.Administration;

/// <summary>Proposes an invitation: the account is made when another administrator confirms.</summary>
public sealed class NewModel(Proposals proposals, IStringLocalizer<Words> words) : PageModel
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

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await proposals.DoOrProposeAsync(HttpContext.SignedInAccount()!.Id, GivingActs.Invite, Guid.CreateVersion7(),
            ProposedDetails.Of(AccountDetails.From(UserName, DisplayName, Unit, Postings), Roles), cancel);
        if (outcome.Done)
            return RedirectToPage("/Administration/Proposal", new { id = outcome.ProposalId });
        ModelState.AddModelError("", words["Refusal." + outcome.Refusal]);
        return Page();
    }
}
