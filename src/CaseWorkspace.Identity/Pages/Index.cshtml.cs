using CaseWorkspace.Identity.Accounts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Pages;

public sealed class IndexModel(AccountsDatabase database, TimeProvider clock) : PageModel
{
    private static readonly TimeSpan Told = TimeSpan.FromDays(14);

    /// <summary>When a further second factor was set up, while that is news: the holder is told, who may not have done it.</summary>
    public DateTimeOffset? NewFactorAt { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (holder, since) = (HttpContext.SignedInAccount()!.Id, clock.GetUtcNow() - Told);
        NewFactorAt = await database.Acts.Where(act => act.AccountId == holder && act.Act == Acts.PasskeyAdded && act.At > since).MaxAsync(act => (DateTimeOffset?)act.At, cancel);
    }
}
