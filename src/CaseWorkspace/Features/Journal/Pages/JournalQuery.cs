using System.Globalization;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Http.Extensions;

namespace CaseWorkspace.Features.Journal.Pages;

/// <summary>What is asked of the journal on its page, as its fields and its address hold it.</summary>
public sealed record JournalQuery(
    Guid? Person, Guid? Thing, string Name, string Number, string Operation, string Processing, string From, string To, bool Denied)
{
    /// <summary>All of it.</summary>
    public static readonly JournalQuery Nothing = new(null, null, "", "", "", "", "", "", false);

    /// <summary>The entries it asks for.</summary>
    public JournalFilter Filter => new(
        Person, Thing, Number, Operation, Processing, LocalTime.Parse(From), LocalTime.Parse(To), Denied, Name);

    /// <summary>The page that shows it.</summary>
    public string Page => "/journal" + Query(From, To);

    /// <summary>The same entries as a file.</summary>
    public string ExportAddress => "/api/journal/export" + Query(Iso(From), Iso(To));

    /// <summary>What the address says; what it does not say, or not so that it can be read, is empty.</summary>
    public static JournalQuery Of(
        string? person, string? thing, string? name, string? number, string? operation, string? processing, string? from, string? to, string? denied) =>
        new(Id(person), Id(thing), Some(name), Some(number), Some(operation), Some(processing), Some(from), Some(to), denied is "true");

    private QueryBuilder Query(string from, string to)
    {
        var query = new QueryBuilder();
        foreach (var (key, value) in new[]
        {
            ("person", Person?.ToString() ?? ""), ("thing", Thing?.ToString() ?? ""), ("name", Name), ("number", Number), ("operation", Operation),
            ("processing", Processing), ("from", from), ("to", to), ("denied", Denied ? "true" : ""),
        })
        {
            if (value.Length > 0)
            {
                query.Add(key, value);
            }
        }

        return query;
    }

    private static string Iso(string written) => LocalTime.Parse(written)?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    private static string Some(string? text) => text?.Trim() ?? "";
}
