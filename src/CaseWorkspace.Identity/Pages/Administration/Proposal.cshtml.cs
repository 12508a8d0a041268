using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages.Administration;

/// <summary>One proposal, exactly as it would be done, and the decision about it.</summary>
public sealed class ProposalModel(AccountsDatabase database, Proposals proposals, Handover handover, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Proposal Shown { get; private set; } = null!;
    public ProposedDetails Details { get; private set; } = ProposedDetails.None;

    /// <summary>The account as it is; none where it is only to be made.</summary>
    public Account? Person { get; private set; }

    public string Proposer { get; private set; } = "";
    public string? Decider { get; private set; }

    /// <summary>Why this administrator may not confirm it.</summary>
    public Refusal Refusal { get; private set; }

    /// <summary>The letter that follows from it, where this administrator may open it.</summary>
    public Guid? Letter { get; private set; }

    public bool IsOwn => Shown.ProposedBy == Actor.Id;
    public bool MayConfirm => Refusal is Refusal.None or Refusal.SecondFactorNeeded;

    private Account Actor => HttpContext.SignedInAccount()!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancel)
    {
        var outcome = await proposals.ConfirmAsync(Actor.Id, HttpContext.SignedInSession()!.SecondFactorAt, Id, cancel);
        if (outcome.Refusal == Refusal.SecondFactorNeeded)
            return LocalRedirect(ReturnAddress.BySecondFactor(Actor, $"/accounts/proposals/{Id}"));
        if (outcome.InvitationId is { } letter)
            return RedirectToPage("/Administration/Letter", new { id = letter });
        return await AnswerAsync(outcome, cancel);
    }

    public async Task<IActionResult> OnPostDeclineAsync(CancellationToken cancel) => await AnswerAsync(await proposals.DeclineAsync(Actor.Id, Id, cancel), cancel);

    private async Task<IActionResult> AnswerAsync(ActOutcome outcome, CancellationToken cancel)
    {
        if (outcome.Done)
            return RedirectToPage(new { Id });
        ModelState.AddModelError("", words["Refusal." + outcome.Refusal]);
        return await LoadAsync(cancel) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await database.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.Id == Id, cancel) is not { } proposal)
            return false;
        Shown = proposal;
        Details = proposal.Read();
        Person = await database.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == proposal.AccountId, cancel);
        Proposer = await NameAsync(proposal.ProposedBy, cancel) ?? "";
        Decider = proposal.DecidedBy is { } decider ? await NameAsync(decider, cancel) : null;
        Refusal = await proposals.RefusalAsync(proposal, Actor.Id, HttpContext.SignedInSession()!.SecondFactorAt, cancel);
        Letter = proposal.DecidedBy == Actor.Id
            ? await handover.LettersOf(Actor.Id).Where(i => i.AccountId == proposal.AccountId).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(cancel) : null;
        return true;
    }

    private Task<string?> NameAsync(Guid id, CancellationToken cancel) =>
        database.Accounts.AsNoTracking().Where(a => a.Id == id).Select(a => (string?)a.DisplayName).SingleOrDefaultAsync(cancel);
}
