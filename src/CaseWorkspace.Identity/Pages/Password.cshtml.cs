using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

public sealed class PasswordModel(OwnAccount own, SignIn signIn, IStringLocalizer<Words> words) : PageModel
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
        if (NewPassword != Repeated)
            ModelState.AddModelError("", words["Password.Different"]);
        else if (!await signIn.ConfirmPasswordAsync(account, Current ?? "", cancel))
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
