using CaseWorkspace.Identity.Accounts;
using CaseWorkspace.Identity.Resources;
using CaseWorkspace.Platform.Codes;
using Microsoft.Extensions.Localization;

namespace CaseWorkspace.Identity.Pages;

/// <summary>What was done to an account, as a sentence in the reader's language.</summary>
public static class ActWords
{
    public static string Of(AccountAct act, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(words);
        return words["Act." + act.Act, DetailOf(act, words)];
    }

    private static string DetailOf(AccountAct act, IStringLocalizer<Words> words) => act.Detail is not { Length: > 0 } detail ? "–" : act.Act switch
    {
        Acts.RoleGiven or Acts.RoleTaken => words["Role." + detail].Value,
        Acts.UnitSet => CodeLists.Label("unit", detail),
        Acts.PostingsSet => string.Join(", ", detail.Split(' ').Select(state => CodeLists.Label("state", state))),
        Acts.Proposed or Acts.ProposalRefused or Acts.ProposalWithdrawn => words["Proposal." + detail.Split(' ')[0]].Value,
        Acts.SignInFailed or Acts.LockedOut or Acts.RightButWaiting when detail.Split(' ') is [var kind, var scope, ..] parts =>
            words["Attempt." + scope, words["Failed.Kind." + kind], parts.Length > 2 ? parts[2] : ""].Value,
        Acts.SessionEnded when SessionEnds.All.Contains(detail) => words["SessionEnd." + detail].Value,
        _ => detail,
    };
}
