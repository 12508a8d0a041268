using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using CaseWorkspace.Platform.Codes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages.Administration;

/// <summary>One account: what it is, what an administrator may do to it, and what was done.</summary>
public sealed class DetailsModel(
    AccountsDatabase database, AccountAdministration administration, IdentitySettings settings, IStringLocalizer<Words> words) : PageModel
{
    private const int HistoryLength = 200;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public Account Shown { get; private set; } = null!;
    public string? Link { get; private set; }
    public IReadOnlyList<(AccountAct Act, string? Actor)> History { get; private set; } = [];
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
            if (Shown.TwoFactorEnabled)
                yield return "ResetSecondFactor";
            if (Shown.Status != AccountStatus.Suspended)
                yield return Shown.Status == AccountStatus.Invited ? "InviteAgain" : "ResetPassword";
            yield return "End";
        }
    }

    private Guid ActorId => HttpContext.SignedInAccount()!.Id;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostDetailsAsync(string? displayName, string? unit, List<string> postings, CancellationToken cancel) =>
        ActAsync(actor => administration.SetDetailsAsync(actor, Id, AccountDetails.From("", displayName, unit, postings), cancel), cancel);

    public Task<IActionResult> OnPostRolesAsync(List<string> roles, CancellationToken cancel) =>
        ActAsync(actor => administration.SetRolesAsync(actor, Id, roles, cancel), cancel);

    public Task<IActionResult> OnPostSuspendAsync(CancellationToken cancel) => ActAsync(actor => administration.SuspendAsync(actor, Id, cancel), cancel);

    public Task<IActionResult> OnPostReactivateAsync(CancellationToken cancel) => ActAsync(actor => administration.ReactivateAsync(actor, Id, cancel), cancel);

    public Task<IActionResult> OnPostEndAsync(CancellationToken cancel) => ActAsync(actor => administration.EndAsync(actor, Id, cancel), cancel);

    public Task<IActionResult> OnPostResetSecondFactorAsync(CancellationToken cancel) =>
        ActAsync(actor => administration.ResetSecondFactorAsync(actor, Id, cancel), cancel);

    public Task<IActionResult> OnPostInviteAgainAsync(CancellationToken cancel) => ActAsync(actor => administration.InviteAgainAsync(actor, Id, cancel), cancel);

    public Task<IActionResult> OnPostResetPasswordAsync(CancellationToken cancel) => OnPostInviteAgainAsync(cancel);

    public string DetailOf(AccountAct act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return act.Detail is not { Length: > 0 } detail ? "–" : act.Act switch
        {
            Acts.RoleGiven or Acts.RoleTaken => words["Role." + detail].Value,
            Acts.UnitSet => CodeLists.Label("unit", detail),
            Acts.PostingsSet => string.Join(", ", detail.Split(' ').Select(state => CodeLists.Label("state", state))),
            _ => detail,
        };
    }

    private async Task<IActionResult> ActAsync(Func<Guid, Task<ActOutcome>> act, CancellationToken cancel)
    {
        var outcome = await act(ActorId);
        if (outcome is { Done: true, InvitationSecret: null })
            return RedirectToPage(new { Id, Saved = true });
        if (!outcome.Done)
            ModelState.AddModelError("", words["Refusal." + outcome.Refusal]);
        if (outcome.InvitationSecret is { } secret)
            Link = new Uri(settings.Issuer, "/invitation/" + secret).AbsoluteUri;
        return await LoadAsync(cancel) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await database.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == Id, cancel) is not { } account)
            return false;
        Shown = account;
        var history = await (from act in database.Acts.AsNoTracking()
                             where act.AccountId == Id
                             orderby act.At descending, act.Id descending
                             join actor in database.Accounts on act.ActorId equals actor.Id into actors
                             from actor in actors.DefaultIfEmpty()
                             select new { act, Actor = (string?)actor.DisplayName }).Take(HistoryLength).ToListAsync(cancel);
        History = [.. history.Select(row => (row.act, row.Actor))];
        return true;
    }
}
