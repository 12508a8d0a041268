using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>How a fresh installation gets somebody who may invite the others: once, from the machine's own console.</summary>
public static class FirstAdministrator
{
    /// <summary>Answers the invitation link's secret, or the sentence that says why not.</summary>
    public static async Task<(string? Secret, string? Refused)> InviteAsync(IServiceProvider services, string userName, CancellationToken cancel)
    {
        var database = services.GetRequiredService<AccountsDatabase>();
        var administration = services.GetRequiredService<AccountAdministration>();
        var administrators = await database.Accounts.AsNoTracking().Where(a => a.Roles.Contains(Roles.IdentityAdmin)
            && (a.Status == AccountStatus.Active || a.Status == AccountStatus.Invited)).ToListAsync(cancel);
        // One who is suspended can invite nobody: the machine's operator would be locked out.
        // A first link that ran out unused is renewed; nobody else can have been let in by it.
        var outcome = administrators switch
        {
            [] => await administration.InviteAsync(null, AccountDetails.From(userName, userName, null, []), [Roles.IdentityAdmin], cancel),
            [{ Status: AccountStatus.Invited } only] when only.UserName == userName => await administration.InviteAgainAsync(null, only.Id, cancel),
            _ => default(ActOutcome?),
        };
        return outcome switch
        {
            null => (null, "An identity administrator exists already; ask them for an invitation."),
            { Done: true } done => (done.InvitationSecret, null),
            { Refusal: Refusal.UserNameTaken } => (null, "This user name is taken; choose another."),
            _ => (null, "A user name has 2 to 63 small letters, digits, dots, hyphens or underscores and begins with a letter or digit."),
        };
    }
}
