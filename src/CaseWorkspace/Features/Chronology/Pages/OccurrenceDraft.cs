namespace CaseWorkspace.Features.Chronology.Pages;

/// <summary>What an entry says, as a form holds it.</summary>
public sealed class OccurrenceDraft
{
    internal const string PeopleBox = "people", SourceBox = "sources";

    public string From { get; set; } = "";

    public string Until { get; set; } = "";

    public string Zone { get; set; } = "";

    public string Text { get; set; } = "";

    public string Place { get; set; } = "";

    public string Country { get; set; } = "";

    public IReadOnlyList<Guid> People { get; set; } = [];

    public IReadOnlyList<Guid> Sources { get; set; } = [];

    public string Basis { get; set; } = "";

    public string Source { get; set; } = "";

    public string Information { get; set; } = "";

    public string Handling { get; set; } = "";

    public string Restriction { get; set; } = "";

    /// <summary>Why it is corrected.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Whether all stands in it without which it is not saved.</summary>
    public bool IsFilled =>
        TimeWords.Read(From) is not null && (Until.Trim().Length == 0 || TimeWords.Read(Until) is not null) && Text.Trim().Length > 0
        && (Sources.Count > 0 || Basis.Trim().Length > 0) && Source.Length > 0 && Information.Length > 0 && Handling.Length > 0;

    /// <summary>What an entry says already, to be corrected.</summary>
    public static OccurrenceDraft Of(OccurrenceContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new OccurrenceDraft
        {
            From = TimeWords.One(content.Time.From), Until = content.Time.Until is { } until ? TimeWords.One(until) : "", Zone = content.Time.Zone ?? "",
            Text = content.Text, Place = content.Place ?? "", Country = content.Country ?? "", People = content.People, Sources = content.RestsOn,
            Basis = content.Basis ?? "", Source = content.SourceGrade, Information = content.InformationGrade, Handling = content.HandlingCode,
            Restriction = content.Restriction ?? "",
        };
    }

    /// <summary>What the browser kept of it, by the id of the control.</summary>
    public static OccurrenceDraft Of(IReadOnlyDictionary<string, string> kept)
    {
        return new OccurrenceDraft
        {
            From = Of("time-from"), Until = Of("time-until"), Zone = Of("time-zone"), Text = Of("text"), Place = Of("place"), Country = Of("country"),
            People = Chosen(PeopleBox), Sources = Chosen(SourceBox), Basis = Of("basis"), Source = Of("source"), Information = Of("information"),
            Handling = Of("handling"), Restriction = Of("restriction"), Reason = Of("reason"),
        };

        string Of(string id) => kept.GetValueOrDefault(id, "");

        Guid[] Chosen(string box) =>
        [
            .. kept.Where(one => one.Value is "on" && one.Key.StartsWith(box + "-", StringComparison.Ordinal))
                .Select(one => Guid.TryParse(one.Key.AsSpan(box.Length + 1), out var id) ? id : (Guid?)null).OfType<Guid>(),
        ];
    }

    /// <summary>What a command takes.</summary>
    public OccurrenceContent Write() => new(
        new ReportedTime(TimeWords.Read(From) ?? "", TimeWords.Read(Until), Zone.OrNothing()), Text.Trim(), Place.OrNothing(), Country.OrNothing(),
        [.. People], [.. Sources], Basis.OrNothing(), Source, Information, Handling, Restriction.OrNothing());

    /// <summary>With the thing, or without it.</summary>
    internal static IReadOnlyList<Guid> Toggled(IReadOnlyList<Guid> before, (Guid Item, bool IsOn) change) =>
        change.IsOn ? [.. before.Append(change.Item).Distinct()] : [.. before.Where(one => one != change.Item)];
}
