using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web;

namespace CaseWorkspace.Features.Journal;

/// <summary>What happens to accounts at the identity server, in the reader's language.</summary>
internal static class AccountActs
{
    /// <summary>The codes that there are: those that have words.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Texts.KeysLike("account.act.", "")];

    public static string Words(string act) => Texts.Find($"account.act.{act}") ?? act;

    /// <summary>What more there is to say; empty: nothing.</summary>
    public static string Detail(AccountEntryRow row) => row.Detail is not { Length: > 0 } detail ? "" : row.Act switch
    {
        "role-given" or "role-taken" => CodeLists.Label("role", detail),
        "unit-set" => CodeLists.Label("unit", detail),
        "postings-set" => string.Join(", ", detail.Split(' ').Select(state => CodeLists.Label("state", state))),
        "session-ended" => Texts.Find($"account.end.{detail}") ?? detail,
        "proposed" or "proposal-refused" or "proposal-withdrawn" when detail.Split(' ') is [var what, .. var name] =>
            string.Join(' ', [Texts.Find($"account.proposal.{what}") ?? what, .. name]),
        _ => detail,
    };
}
