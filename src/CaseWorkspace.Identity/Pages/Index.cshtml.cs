using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Pages;

/// <summary>The own account: what it is, what happened to it lately, and where to go.</summary>
public sealed class IndexModel(AccountsDatabase database, OwnAccount own, IdentitySettings settings, Handover handover, FailedSignIns failed, TimeProvider clock) : PageModel
{
    private static readonly TimeSpan ToldFor = TimeSpan.FromDays(30);
    private static readonly TimeSpan NewFactorToldFor = TimeSpan.FromDays(14);

    /// <summary>When a further second factor was set up, while that is news: the holder is told, who may not have done it.</summary>
    public DateTimeOffset? NewFactorAt { get; private set; }

    /// <summary>What others did to the account, the latest first.</summary>
    public IReadOnlyList<AccountAct> Told { get; private set; } = [];

    /// <summary>Attempts in the holder's name that failed lately.</summary>
    public IReadOnlyList<AttemptCounter> Failed { get; private set; } = [];

    public bool AnswersForPeople { get; private set; }
    public int PeopleWaiting { get; private set; }

    /// <summary>The languages that are spoken here, each in its own words.</summary>
    public static IReadOnlyList<(string Culture, string Name)> Languages { get; } = [(PreferredLanguage.Georgian, "ქართული"), (PreferredLanguage.English, "English")];

    public async Task<IActionResult> OnPostLanguageAsync(string? language, CancellationToken cancel)
    {
        if (Languages.Any(one => one.Culture == language))
        {
            await own.SetLanguageAsync(HttpContext.SignedInAccount()!.Id, language!, cancel);
            PagesSetup.RememberLanguage(HttpContext, language!, settings);
        }
        return RedirectToPage();
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (account, now) = (HttpContext.SignedInAccount()!, clock.GetUtcNow());
        var (since, sinceFactor) = (now - ToldFor, now - NewFactorToldFor);
        Told = await database.Acts.AsNoTracking()
            .Where(act => act.AccountId == account.Id && act.At > since
                && (act.Act == Acts.LockedOut || (act.ActorId != null && act.ActorId != account.Id && act.Act != Acts.HandoverCodeShown)))
            .OrderByDescending(act => act.At).ThenByDescending(act => act.Id).Take(10).ToListAsync(cancel);
        NewFactorAt = await database.Acts.Where(act => act.AccountId == account.Id && act.Act == Acts.PasskeyAdded && act.At > sinceFactor).MaxAsync(act => (DateTimeOffset?)act.At, cancel);
        Failed = await failed.OfAsync(account.Id, cancel);
        AnswersForPeople = account.Roles.Contains(Roles.Supervisor) || account.IsActiveAdmin;
        if (AnswersForPeople)
            PeopleWaiting = (await handover.CodesForAsync(account, cancel)).Count + (await handover.ToMeetAsync(account, cancel)).Count;
    }
}
