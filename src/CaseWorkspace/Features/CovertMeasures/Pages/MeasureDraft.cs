using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.CovertMeasures.Pages;

/// <summary>What was authorised, as it is being written.</summary>
public sealed class MeasureDraft
{
    public string Kind { get; set; } = "";

    public string KindWords { get; set; } = "";

    public string Person { get; set; } = "";

    public string Whom { get; set; } = "";

    public string OnWhat { get; set; } = "";

    public string Basis { get; set; } = "";

    public string By { get; set; } = "";

    public string Number { get; set; } = "";

    public DateTime? On { get; set; }

    public DateTime? From { get; set; }

    public DateTime? Until { get; set; }

    /// <summary>Why it is corrected.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Whether all stands in it without which nothing is sent.</summary>
    public bool IsFilled =>
        Kind.Length > 0 && (Kind is not "other" || KindWords.Trim().Length > 0) && (Person.Length > 0 || Whom.Trim().Length > 0) && OnWhat.Trim().Length > 0
        && Basis.Length > 0 && By.Trim().Length > 0 && On is not null && From is not null && Until is not null;

    /// <summary>As it stands.</summary>
    public static MeasureDraft Of(CovertContent content, TypedZone zone)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new MeasureDraft
        {
            Kind = content.Kind, KindWords = content.KindWords ?? "", Person = content.Person?.ToString() ?? "", Whom = content.Whom ?? "", OnWhat = content.OnWhat,
            Basis = content.Ruling.Basis, By = content.Ruling.By, Number = content.Ruling.Number ?? "", On = Typed(content.Ruling.On, zone), From = Typed(content.From, zone),
            Until = Typed(content.Until, zone),
        };
    }

    /// <summary>What the browser kept of it, by the id of the control.</summary>
    public static MeasureDraft Of(IReadOnlyDictionary<string, string> kept)
    {
        return new MeasureDraft
        {
            Kind = Of("kind"), KindWords = Of("kind-words"), Person = Of("person"), Whom = Of("whom"), OnWhat = Of("object"), Basis = Of("basis"), By = Of("by"),
            Number = Of("number"), On = LocalTime.ReadDay(Of("on"))?.ToDateTime(TimeOnly.MinValue), From = LocalTime.ReadTime(Of("from")), Until = LocalTime.ReadTime(Of("until")),
            Reason = Of("reason"),
        };

        string Of(string id) => kept.GetValueOrDefault(id, "");
    }

    /// <summary>What a command takes. To the minute, as it is typed: a time that was not touched stays as it was.</summary>
    /// <param name="zone">In which times were typed.</param>
    /// <param name="before">What stands; null: there is nothing yet.</param>
    public CovertContent Write(TypedZone zone, CovertContent? before = null) => new(
        Kind, Kind is "other" ? KindWords.OrNothing() : null, new CovertRuling(Basis, By, Number.OrNothing(), At(On, before?.Ruling.On, zone)),
        Guid.TryParse(Person, out var person) ? person : null, Whom.OrNothing(), OnWhat, At(From, before?.From, zone), At(Until, before?.Until, zone));

    private static DateTime Typed(DateTimeOffset at, TypedZone zone) => TimeZoneInfo.ConvertTime(at, zone.Zone).DateTime;

    private static DateTimeOffset At(DateTime? typed, DateTimeOffset? before, TypedZone zone) =>
        typed is not { } at ? default : before is { } stood && Typed(stood, zone) == at ? stood : zone.At(at);
}
