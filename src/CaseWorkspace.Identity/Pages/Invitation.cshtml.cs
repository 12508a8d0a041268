using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

public sealed class InvitationModel(OwnAccount own, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    [BindProperty]
    public string? NewPassword { get; set; }

    [BindProperty]
    public string? Repeated { get; set; }

    public string? UserName { get; private set; }
    public bool Accepted { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => UserName = (await own.InvitedAsync(Secret, cancel))?.UserName;

    public async Task OnPostAsync(CancellationToken cancel)
    {
        if (NewPassword != Repeated)
            ModelState.AddModelError("", words["Password.Different"]);
        else
        {
            var result = await own.AcceptAsync(Secret, NewPassword ?? "", cancel);
            foreach (var fault in result.Errors)
                ModelState.AddModelError("", fault.Description);
            Accepted = result.Succeeded;
        }
        if (!Accepted)
            await OnGetAsync(cancel);
    }
}
