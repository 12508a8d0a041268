using System.Globalization;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Http.Extensions;

namespace CaseWorkspace.Features.Journal.Pages;

/// <summary>What is asked of the entries about accounts, as the page's fields and its address hold it.</summary>
public sealed record AccountsQuery(Guid? Person, string Name, string Act, string From, string To)
{
    /// <summary>All of it.</summary>
    public static readonly AccountsQuery Nothing = new(null, "", "", "", "");

    /// <summary>The entries it asks for.</summary>
    public AccountEntryFilter Filter => new(Name, Person, Act, LocalTime.Parse(From), LocalTime.Parse(To));

    /// <summary>The page that shows it.</summary>
    public string Page => "/journal/accounts" + Query(From, To);

    /// <summary>The same entries as a file.</summary>
    public string ExportAddress => "/api/journal/accounts/export" + Query(Iso(From), Iso(To));

    /// <summary>What the address says; what it does not say, or not so that it can be read, is empty.</summary>
    public static AccountsQuery Of(string? person, string? name, string? act, string? from, string? to) =>
        new(Guid.TryParse(person, out var id) ? id : null, name?.Trim() ?? "", AccountActs.Codes.Contains(act, StringComparer.Ordinal) ? act! : "", from?.Trim() ?? "", to?.Trim() ?? "");

    private QueryBuilder Query(string from, string to)
    {
        var query = new QueryBuilder();
        foreach (var (key, value) in new[] { ("person", Person?.ToString() ?? ""), ("name", Name), ("act", Act), ("from", from), ("to", to) })
        {
            if (value.Length > 0)
            {
                query.Add(key, value);
            }
        }

        return query;
    }

    private static string Iso(string written) => LocalTime.Parse(written)?.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
