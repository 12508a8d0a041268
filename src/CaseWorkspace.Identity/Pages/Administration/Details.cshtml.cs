using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages.Administration;

/// <summary>One account: what it is, what an administrator may do to it or propose, and what was done.</summary>
public sealed class DetailsModel(
    AccountsDatabase database, AccountAdministration administration, Proposals proposals, Handover handover, TimeProvider clock, IStringLocalizer<Words> words) : PageModel
{
    private const int HistoryLength = 200;

    /// <summary>What the person, or a stranger, does day by day: for the auditor, and no flood of it hides what administrators did.</summary>
    private static readonly string[] EveryDay =
        [Acts.SignedIn, Acts.SecondFactorUsed, Acts.SessionEnded, Acts.SignInFailed, Acts.RightButWaiting, Acts.NewDevice, Acts.HandoverCodeShown];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public Account Shown { get; private set; } = null!;
    public IReadOnlyList<(AccountAct Act, string? Actor, string? Confirmer)> History { get; private set; } = [];

    /// <summary>A letter that this administrator confirmed and has not opened yet.</summary>
    public Guid? Letter { get; private set; }

    /// <summary>What is proposed for the account and not decided.</summary>
    public IReadOnlyList<Proposal> Open { get; private set; } = [];

    /// <summary>Where the next attempt to sign in has to wait; each wait ends by itself.</summary>
    public IReadOnlyList<AttemptCounter> Waiting { get; private set; } = [];

    public bool Own => Id == ActorId;

    /// <summary>The acts that make sense now; each is a handler of this page.</summary>
    public IEnumerable<string> Offered
    {
        get
        {
            if (Shown.Status == AccountStatus.Active)
                yield return "Suspend";
            if (Shown.Status == AccountStatus.Suspended)
                yield return "Reactivate";
            if (Shown is { Status: AccountStatus.Active, TwoFactorEnabled: true })
                yield return "ResetSecondFactor";
            if (Shown.Status != AccountStatus.Suspended)
                yield return Shown.Status == AccountStatus.Invited ? "InviteAgain" : "ResetPassword";
            yield return "End";
        }
    }

    private Guid ActorId => HttpContext.SignedInAccount()!.Id;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostDetailsAsync(string? displayName, string? unit, List<string> postings, CancellationToken cancel) =>
        ActAsync(GivingActs.SetDetails, cancel, ProposedDetails.Of(AccountDetails.From("", displayName, unit, postings), []));

    public Task<IActionResult> OnPostRolesAsync(List<string> roles, CancellationToken cancel) =>
        ActAsync(GivingActs.SetRoles, cancel, ProposedDetails.None with { Roles = roles });

    public async Task<IActionResult> OnPostSuspendAsync(CancellationToken cancel) =>
        await AnswerAsync(await administration.SuspendAsync(new ActBy(ActorId), Id, cancel), cancel);

    public async Task<IActionResult> OnPostEndAsync(CancellationToken cancel) =>
        await AnswerAsync(await administration.EndAsync(new ActBy(ActorId), Id, cancel), cancel);

    public Task<IActionResult> OnPostReactivateAsync(CancellationToken cancel) => ActAsync(GivingActs.Reactivate, cancel);

    public Task<IActionResult> OnPostResetSecondFactorAsync(CancellationToken cancel) => ActAsync(GivingActs.ResetSecondFactor, cancel);

    public Task<IActionResult> OnPostInviteAgainAsync(CancellationToken cancel) => ActAsync(GivingActs.InviteAgain, cancel);

    public Task<IActionResult> OnPostResetPasswordAsync(CancellationToken cancel) => ActAsync(GivingActs.ResetPassword, cancel);

    private async Task<IActionResult> ActAsync(string act, CancellationToken cancel, ProposedDetails? details = null) =>
        await AnswerAsync(await proposals.DoOrProposeAsync(ActorId, act, Id, details ?? ProposedDetails.None, cancel), cancel);

    private async Task<IActionResult> AnswerAsync(ActOutcome outcome, CancellationToken cancel)
    {
        if (outcome.ProposalId is { } proposal)
            return RedirectToPage("/Administration/Proposal", new { id = proposal });
        if (outcome.Done)
            return RedirectToPage(new { Id, Saved = true });
        ModelState.AddModelError("", words["Refusal." + outcome.Refusal]);
        return await LoadAsync(cancel) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await database.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == Id, cancel) is not { } account)
            return false;
        Shown = account;
        var history = await (from act in database.Acts.AsNoTracking()
                             where act.AccountId == Id && !EveryDay.Contains(act.Act)
                             orderby act.At descending, act.Id descending
                             join actor in database.Accounts on act.ActorId equals actor.Id into actors
                             from actor in actors.DefaultIfEmpty()
                             join confirmer in database.Accounts on act.ConfirmedBy equals confirmer.Id into confirmers
                             from confirmer in confirmers.DefaultIfEmpty()
                             select new { act, Actor = (string?)actor.DisplayName, Confirmer = (string?)confirmer.DisplayName }).Take(HistoryLength).ToListAsync(cancel);
        History = [.. history.Select(row => (row.act, row.Actor, row.Confirmer))];
        Letter = await handover.LettersOf(ActorId).Where(i => i.AccountId == Id).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(cancel);
        var now = clock.GetUtcNow();
        Waiting = await database.AttemptCounters.AsNoTracking().Where(row => row.AccountId == Id && row.OpenAt > now).OrderBy(row => row.OpenAt).ToListAsync(cancel);
        Open = await proposals.Open().Where(p => p.AccountId == Id).ToListAsync(cancel);
        return true;
    }
}
