using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

public sealed class PasswordModel(OwnAccount own, SignIn signIn, PasswordQueues queues, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    [BindProperty]
    public string? Repeated { get; set; }

    public bool Changed { get; private set; }

    public void OnGet()
    {
    }

    public async Task OnPostAsync(CancellationToken cancel)
    {
        var account = HttpContext.SignedInAccount()!;
        // Held until the new one is hashed too.
        using var turn = await queues.TakeTurnInSessionAsync(HttpContext.SignedInSession()!.Id, cancel);
        if (!turn.IsAcquired)
            ModelState.AddModelError("", this.Busy(words));
        else if (NewPassword != Repeated)
            ModelState.AddModelError("", words["Password.Different"]);
        else if (!await signIn.ConfirmPasswordAsync(account, Current ?? "", HttpContext.AttemptOrigin(inSession: true)))
            ModelState.AddModelError("", words["Fault.PasswordMismatch"]);
        else
        {
            var result = await own.ChangePasswordAsync(account, HttpContext.SignedInSession()!.Id, Current!, NewPassword ?? "", cancel);
            foreach (var fault in result.Errors)
                ModelState.AddModelError("", fault.Description);
            Changed = result.Succeeded;
        }
        if (Changed)
            await HttpContext.KeepSessionAsync(account);
    }
}
