using System.Globalization;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.Protocols.Pages;

/// <summary>What a protocol says, as a form holds it.</summary>
public sealed class ProtocolDraft
{
    public string Action { get; set; } = "";

    public string ActionWords { get; set; } = "";

    public string Basis { get; set; } = "";

    public string BasisBy { get; set; } = "";

    public string BasisNumber { get; set; } = "";

    public DateTime? BasisOn { get; set; }

    public DateTime? Began { get; set; }

    public DateTime? Ended { get; set; }

    public string Place { get; set; } = "";

    public string Conditions { get; set; } = "";

    public string DoneBy { get; set; } = "";

    public string DoneByPost { get; set; } = "";

    public IList<Participant> Participants { get; private set; } = [];

    public string Found { get; set; } = "";

    public string Said { get; set; } = "";

    public string[] Means { get; set; } = [];

    public string MeansWords { get; set; } = "";

    public string Objections { get; set; } = "";

    /// <summary>Whether the form asks for a ruling or decree.</summary>
    public bool RestsOnPaper => Basis.Length > 0 && ProtocolContentRules.RestsOnPaper(Basis);

    /// <summary>Whether all stands in it without which it is not saved.</summary>
    public bool IsFilled => Action.Length > 0 && Basis.Length > 0 && Began is not null && Place.Trim().Length > 0 && DoneBy.Length > 0 && DoneByPost.Trim().Length > 0;

    /// <summary>What a protocol says already, to be changed.</summary>
    public static ProtocolDraft Of(ProtocolContent content, TypedZone zone)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(zone);
        return new ProtocolDraft
        {
            Action = content.Action, ActionWords = content.ActionWords ?? "", Basis = content.Basis, BasisBy = content.BasisBy ?? "", BasisNumber = content.BasisNumber ?? "",
            BasisOn = Typed(content.BasisOn, zone), Began = Typed(content.Began, zone), Ended = Typed(content.Ended, zone), Place = content.Place,
            Conditions = content.Conditions ?? "", DoneBy = content.DoneBy.ToString(), DoneByPost = content.DoneByPost,
            Participants = [.. content.Participants.Select(one => new Participant { Role = one.Role, Who = one.Who, Details = one.Details ?? "" })],
            Found = content.Found ?? "", Said = content.Said ?? "", Means = content.Means, MeansWords = content.MeansWords ?? "", Objections = content.Objections ?? "",
        };
    }

    /// <summary>What the browser kept of it, by the id of the control.</summary>
    public static ProtocolDraft Of(IReadOnlyDictionary<string, string> kept)
    {
        return new ProtocolDraft
        {
            Action = Of("action"), ActionWords = Of("action-words"), Basis = Of("basis"), BasisBy = Of("basis-by"), BasisNumber = Of("basis-number"),
            BasisOn = LocalTime.ReadDay(Of("basis-on"))?.ToDateTime(TimeOnly.MinValue), Began = LocalTime.ReadTime(Of("began")), Ended = LocalTime.ReadTime(Of("ended")),
            Place = Of("place"), Conditions = Of("conditions"), DoneBy = Of("done-by"), DoneByPost = Of("done-by-post"),
            Participants =
            [
                .. Enumerable.Range(0, ProtocolContentRules.MostParticipants).Where(at => kept.ContainsKey(Id("who", at)))
                    .Select(at => new Participant { Role = Of(Id("role", at)), Who = Of(Id("who", at)), Details = Of(Id("details", at)) }),
            ],
            Found = Of("found"), Said = Of("said"), Means = CodeChoices.Kept(kept, "means", "technical-means"), MeansWords = Of("means-words"), Objections = Of("objections"),
        };

        string Of(string id) => kept.GetValueOrDefault(id, "");
    }

    /// <summary>Takes out the rows in which nothing stands.</summary>
    public void DropEmptyRows() => Participants = [.. Participants.Where(one => one.IsFilled)];

    /// <summary>The id of a control in a row.</summary>
    public static string Id(string control, int row) => string.Create(CultureInfo.InvariantCulture, $"{control}-{row}");

    /// <summary>What a command takes. To the minute, as it is typed: a time that was not touched stays as it was.</summary>
    /// <param name="zone">In which times were typed.</param>
    /// <param name="before">What the protocol says; null: there is none yet.</param>
    public ProtocolContent Write(TypedZone zone, ProtocolContent? before = null) => new(
        Action, Action is "other" ? ActionWords : null, Basis, RestsOnPaper ? BasisBy : null, RestsOnPaper ? BasisNumber.OrNothing() : null, RestsOnPaper ? At(BasisOn, before?.BasisOn, zone) : null,
        At(Began, before?.Began, zone) ?? default, At(Ended, before?.Ended, zone), Place, Conditions.OrNothing(), Guid.TryParse(DoneBy, out var person) ? person : Guid.Empty, DoneByPost,
        [.. Participants.Select(one => new ProtocolParticipant(one.Role, one.Who, one.Details.OrNothing()))],
        Found.OrNothing(), Said.OrNothing(), Means, MeansWords.OrNothing(), Objections.OrNothing());

    private static DateTime? Typed(DateTimeOffset? at, TypedZone zone) => at is { } known ? TimeZoneInfo.ConvertTime(known, zone.Zone).DateTime : null;

    private static DateTimeOffset? At(DateTime? typed, DateTimeOffset? before, TypedZone zone) =>
        typed is not { } at ? null : before is { } stood && Typed(stood, zone) == at ? stood : zone.At(at);

    /// <summary>A row of the form.</summary>
    public sealed class Participant
    {
        public string Role { get; set; } = "";

        public string Who { get; set; } = "";

        public string Details { get; set; } = "";

        /// <summary>Whether something stands in the row.</summary>
        public bool IsFilled => Role.Length > 0 || Who.Trim().Length > 0 || Details.Trim().Length > 0;
    }
}
