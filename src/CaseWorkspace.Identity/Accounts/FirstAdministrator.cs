using Microsoft.EntityFrameworkCore;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>
/// How an installation gets the two administrators whom every act that gives something takes, or one of them back: from the machine's own console.
/// </summary>
public static class FirstAdministrator
{
    public const int Needed = 2;

    /// <summary>Answers both parts of the invitation, or the sentence that says why not.</summary>
    public static async Task<((string Secret, string Code)? Invitation, string? Refused)> InviteAsync(IServiceProvider services, string userName, CancellationToken cancel)
    {
        var database = services.GetRequiredService<AccountsDatabase>();
        var administration = services.GetRequiredService<AccountAdministration>();
        var settings = services.GetRequiredService<IdentitySettings>();
        // One who is suspended or restricted, or has no second factor, confirms nothing: the machine's operator would be locked out.
        var administrators = (await database.Accounts.AsNoTracking().Where(a => a.Roles.Contains(Roles.IdentityAdmin) 
                && (a.Status == AccountStatus.Active || a.Status == AccountStatus.Invited)).ToListAsync(cancel))
            .FindAll(a => a.Status == AccountStatus.Invited || settings.ComesIn(a));
        // A link that ran out unused is renewed; nobody else can have been let in by it.
        var outcome = administrators.Find(one => one.UserName == userName && one.Status == AccountStatus.Invited) is { } invited
            && administrators.Count(one => one.Status == AccountStatus.Active) < Needed
            ? await administration.InviteAgainAsync(ActBy.Operator, invited.Id, cancel)
            : administrators.Count >= Needed ? (ActOutcome?)null
            : await administration.InviteAsync(ActBy.Operator, Guid.CreateVersion7(), AccountDetails.From(userName, userName, null, []), [Roles.IdentityAdmin], cancel);
        return outcome switch
        {
            null => (null, "Two identity administrators exist already; ask them for an invitation."),
            { InvitationId: { } invitation } => (await services.GetRequiredService<Handover>().OpenForOperatorAsync(invitation, cancel), null),
            { Refusal: Refusal.UserNameTaken } => (null, "This user name is taken; choose another."),
            _ => (null, "A user name has 2 to 63 small letters, digits, dots, hyphens or underscores and begins with a letter or digit."),
        };
    }
}
