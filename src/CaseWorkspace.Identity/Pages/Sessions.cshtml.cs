using CaseWorkspace.Identity.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaseWorkspace.Identity.Pages;

/// <summary>Where the holder is signed in, and how they end any other session.</summary>
public sealed class SessionsModel(Sessions sessions) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public bool Ended { get; set; }

    public IReadOnlyList<SessionRow> Rows { get; private set; } = [];

    public Guid Own => HttpContext.SignedInSession()!.Id;

    private Guid Holder => HttpContext.SignedInAccount()!.Id;

    public async Task OnGetAsync(CancellationToken cancel) => Rows = await sessions.OfAsync(Holder, cancel);

    /// <summary>One that is another person's, or has ended already, is as good as none.</summary>
    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancel)
    {
        if (id != Own)
            await sessions.EndAsync(Holder, id, SessionEnds.EndedByHolder, Holder, cancel);
        return RedirectToPage(new { Ended = true });
    }

    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancel)
    {
        await sessions.EndOthersAsync(Holder, Own, SessionEnds.EndedByHolder, cancel);
        return RedirectToPage(new { Ended = true });
    }
}
