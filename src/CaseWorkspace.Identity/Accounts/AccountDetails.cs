using System.Text.RegularExpressions;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Storage;

namespace CaseWorkspace.Identity.Accounts;

/// <summary>What an administrator writes about an account, with what is wrong with it.</summary>
public sealed partial record AccountDetails(string UserName, string DisplayName, string? Unit, IReadOnlyList<string> Postings)
{
    public static AccountDetails From(string? userName, string? displayName, string? unit, IEnumerable<string?> postings) => new(
        userName?.Trim() ?? "",
        displayName?.Trim() ?? "",
        string.IsNullOrWhiteSpace(unit) ? null : unit.Trim(),
        [.. postings.Select(code => code?.Trim().ToUpperInvariant() ?? "").Where(code => code.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    public Refusal Refusal() =>
        !UserNameForm().IsMatch(UserName) ? Accounts.Refusal.UserNameInvalid
        : DisplayName.Length > 128 || !VisibleText.IsVisible(DisplayName) || VisibleText.HasHiddenMarks(DisplayName) ? Accounts.Refusal.InvalidDisplayName
        : Unit is not null && !UnitForm().IsMatch(Unit) ? Accounts.Refusal.InvalidUnit
        : Postings.Count > 30 || Postings.Any(code => !CountryForm().IsMatch(code)) ? Accounts.Refusal.InvalidPosting
        : Accounts.Refusal.None;

    /// <summary>Units and states come from the reference tables; what the account holds already may stay, also where they no longer know it.</summary>
    public Refusal UnknownCode(string? unitHeld, IReadOnlyCollection<string> postingsHeld) =>
        Unit is not null && Unit != unitHeld && !CodeLists.Has("unit", Unit) ? Accounts.Refusal.InvalidUnit
        : Postings.Except(postingsHeld).Any(code => !CodeLists.Has("state", code)) ? Accounts.Refusal.InvalidPosting
        : Accounts.Refusal.None;

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{1,62}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex UserNameForm();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,30}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex UnitForm();

    [GeneratedRegex("^[A-Z]{2}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex CountryForm();
}
