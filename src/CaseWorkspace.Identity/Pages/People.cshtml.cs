using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

/// <summary>What a head does for the people of the unit: shows handover codes, and says that a person whose account was reset was met. To others it is empty.</summary>
public sealed class PeopleModel(AccountsDatabase database, Handover handover, TimeProvider clock, IStringLocalizer<Words> words) : PageModel
{
    private static readonly TimeSpan ToldFor = TimeSpan.FromDays(30);

    [BindProperty(SupportsGet = true)]
    public bool Met { get; set; }

    public IReadOnlyList<(Invitation Invitation, Account Account)> Codes { get; private set; } = [];
    public IReadOnlyList<(Account Account, DateTimeOffset? AcceptedAt)> ToMeet { get; private set; } = [];

    /// <summary>What was done lately to the accounts of the unit by others than their holders.</summary>
    public IReadOnlyList<(AccountAct Act, string Person, string? Actor)> Told { get; private set; } = [];

    /// <summary>A code made just now, and whose.</summary>
    public (string Code, string Person)? Shown { get; private set; }

    private Account Head => HttpContext.SignedInAccount()!;

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostCodeAsync(Guid id, CancellationToken cancel)
    {
        var (refusal, code) = await handover.ShowCodeAsync(id, Head, HttpContext.SignedInSession()!.SecondFactorAt, cancel);
        if (refusal == Refusal.SecondFactorNeeded)
            return LocalRedirect(ReturnAddress.BySecondFactor(Head, "/people"));
        if (code is not null)
            Shown = (code, await (from invitation in database.Invitations where invitation.Id == id join account in database.Accounts on invitation.AccountId equals account.Id select account.DisplayName).SingleAsync(cancel));
        else
            ModelState.AddModelError("", words["People.NoCode"]);
        await LoadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostMetAsync(Guid id, CancellationToken cancel)
    {
        switch (await handover.MetAsync(Head, HttpContext.SignedInSession()!.SecondFactorAt, id, cancel))
        {
            case Refusal.None:
                return RedirectToPage(new { Met = true });
            case Refusal.SecondFactorNeeded:
                return LocalRedirect(ReturnAddress.BySecondFactor(Head, "/people"));
            default:
                ModelState.AddModelError("", words["People.NotNow"]);
                await LoadAsync(cancel);
                return Page();
        }
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var (head, since) = (Head, clock.GetUtcNow() - ToldFor);
        Codes = await handover.CodesForAsync(head, cancel);
        ToMeet = await handover.ToMeetAsync(head, cancel);
        if (!head.Roles.Contains(Roles.Supervisor) || head.UnitCode is null)
            return;
        var told = await (from act in database.Acts.AsNoTracking()
                          join account in database.Accounts on act.AccountId equals account.Id
                          where account.UnitCode == head.UnitCode && account.Id != head.Id && act.At > since
                              && (act.Act == Acts.HandoverCodeWrong || act.Act == Acts.LockedOut || (act.ActorId != null && act.ActorId != act.AccountId && act.Act != Acts.HandoverCodeShown))
                          orderby act.At descending, act.Id descending
                          join actor in database.Accounts on act.ActorId equals actor.Id into actors
                          from actor in actors.DefaultIfEmpty()
                          select new { act, Person = account.DisplayName, Actor = (string?)actor.DisplayName }).Take(50).ToListAsync(cancel);
        Told = [.. told.Select(one => (one.act, one.Person, one.Actor))];
    }
}
