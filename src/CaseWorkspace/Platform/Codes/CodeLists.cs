using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace CaseWorkspace.Platform.Codes;

/// <summary>One entry of a reference table.</summary>
/// <param name="Code">Stable; what events and the API carry.</param>
/// <param name="En">Label in English.</param>
/// <param name="Ka">Label in Georgian.</param>
/// <param name="From">First day of validity; null: always.</param>
/// <param name="To">Last day of validity; null: still valid.</param>
/// <param name="Hours">For clocks: how many hours.</param>
/// <param name="Days">For clocks: how many calendar days.</param>
/// <param name="Months">For clocks: how many calendar months.</param>
/// <param name="IsBack">For clocks: whether the span is counted back from its start.</param>
/// <param name="State">For what one state has: which (ISO 3166-1); null: any.</param>
/// <param name="About">For what says something of a thing of another table: of which, e.g. <c>344-2/2</c>; several entries may follow each other by date.</param>
/// <param name="Value">And what: a code of a third table.</param>
/// <param name="KaToConfirm">Whether the Georgian label still wants the word of a lawyer or translator of the service.</param>
/// <param name="Of">For a part of something: the code of what it is a part of, in another table.</param>
public sealed record CodeEntry(
    string Code, string En, string Ka, DateOnly? From = null, DateOnly? To = null, int? Hours = null, int? Days = null, string? State = null,
    bool KaToConfirm = false, string? About = null, string? Value = null, string? Of = null,
    int? Months = null, bool IsBack = false)
{
    /// <summary>Whether it is valid on the day.</summary>
    public bool IsValid(DateOnly day) => !(From > day) && !(To < day);
}

/// <summary>A dated reference table.</summary>
/// <param name="Source">The law or standard it is taken from.</param>
/// <param name="Codes">Its entries, in the order to show.</param>
/// <param name="ByLabel">Whether they are shown in the order of their words instead, which is another in each language.</param>
public sealed record CodeList(string Source, IReadOnlyList<CodeEntry> Codes, bool ByLabel = false);

/// <summary>
/// The reference tables: data, not rules. The shipped tables can be replaced by a file of the same form
/// (setting <c>Codes:File</c>), so that a change of law needs no new program.
/// </summary>
public static class CodeLists
{
    private static FrozenDictionary<string, CodeList> _lists = Load(typeof(CodeLists).Assembly.GetManifestResourceStream("codes.json")!);

    /// <summary>Takes the tables from a file instead of the shipped ones; faults in it stop the start.</summary>
    public static void Replace(string file)
    {
        using var stream = File.OpenRead(file);
        var lists = Load(stream);
        string[] missing = [.. _lists.Keys.Except(lists.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _lists = missing.Length == 0 ? lists : throw new InvalidOperationException(
            $"{file} (setting Codes:File) lacks the tables {string.Join(", ", missing)}: begin with a copy of codes.json and change what has changed.");
    }

    /// <summary>Takes the tables from the file that the setting <c>Codes:File</c> names, where it names one; every host does, before anything runs.</summary>
    public static void TakeFrom(IConfiguration settings)
    {
        if (settings["Codes:File"] is { Length: > 0 } file)
        {
            Replace(file);
        }
    }

    /// <summary>The entries of a table, in the order to show.</summary>
    /// <exception cref="KeyNotFoundException">There is no such table.</exception>
    public static IReadOnlyList<CodeEntry> Of(string list) => _lists[list].Codes;

    /// <summary>The entries of a table in the order in which the reader's language has them.</summary>
    public static IEnumerable<CodeEntry> InOrder(string list) =>
        _lists[list].ByLabel ? Of(list).OrderBy(Label, StringComparer.Create(CultureInfo.CurrentUICulture, ignoreCase: true)) : Of(list);

    /// <summary>Whether the table holds the code, valid today or at another time.</summary>
    public static bool Has(string list, string? code) => code is not null && Find(list, code) is not null;

    /// <summary>The entry, or null.</summary>
    public static CodeEntry? Find(string list, string code) => _lists[list].Codes.FirstOrDefault(entry => string.Equals(entry.Code, code, StringComparison.Ordinal));

    /// <summary>What the table says of something on the day; null: nothing.</summary>
    /// <param name="list">The table.</param>
    /// <param name="about">Of what.</param>
    /// <param name="day">The day.</param>
    public static CodeEntry? Of(string list, string about, DateOnly day) =>
        Of(list).FirstOrDefault(entry => string.Equals(entry.About, about, StringComparison.Ordinal) && entry.IsValid(day));

    /// <summary>The label in the reader's language; an unknown code is shown as it is.</summary>
    public static string Label(string list, string? code) =>
        code is null ? "" : Find(list, code) is { } entry ? Label(entry) : code;

    /// <summary>The label in the reader's language.</summary>
    public static string Label(CodeEntry entry) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "ka" ? entry.Ka : entry.En;

    private static FrozenDictionary<string, CodeList> Load(Stream stream) =>
        JsonSerializer.Deserialize<Dictionary<string, CodeList>>(stream, JsonSerializerOptions.Web)!
            .ToFrozenDictionary(StringComparer.Ordinal);
}
