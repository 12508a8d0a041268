using System.Globalization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Web;
using CaseWorkspace.Platform.Web.Frame;

namespace CaseWorkspace.Features.InformationRequests.Pages;

/// <summary>What stands in the form of a request while it is written.</summary>
internal sealed class RequestDraft
{
    private const string ItemId = "item-";

    private DateTimeOffset? _registered;

    public string Reference { get; set; } = "";

    public string Unit { get; set; } = "";

    public DateTime? Received { get; set; }

    public string Reason { get; set; } = "";

    public string Country { get; set; } = "";

    public string Authority { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Purpose { get; set; } = "";

    public string LegalBasis { get; set; } = "";

    public string Urgency { get; set; } = "";

    public string UrgencyReason { get; set; } = "";

    public string Facts { get; set; } = "";

    public string UseRestrictions { get; set; } = "";

    public List<string> Items { get; private set; } = [""];

    public RequestContent Content => new(
        Country, Authority.Trim(), Subject.Trim(), Purpose, LegalBasis, Urgency, UrgencyReason.OrNothing(), Facts.Trim(),
        [.. Items.Select(item => item.Trim())], UseRestrictions.OrNothing());

    /// <summary>The control's id of an item, counted from 0.</summary>
    public static string IdOf(int item) => string.Create(CultureInfo.InvariantCulture, $"{ItemId}{item}");

    /// <summary>Takes over what is saved.</summary>
    public void Fill(RequestContent content)
    {
        (Country, Authority, Subject, Purpose) = (content.Country, content.Authority, content.Subject, content.Purpose);
        (LegalBasis, Urgency, UrgencyReason) = (content.LegalBasis, content.Urgency, content.UrgencyReason ?? "");
        (Facts, UseRestrictions, Items) = (content.Facts, content.UseRestrictions ?? "", [.. content.Items]);
    }

    /// <summary>Takes over what is registered of an incoming request.</summary>
    public void Fill(string? reference, DateTimeOffset? receivedAt, TypedZone zone)
    {
        (Reference, _registered) = (reference ?? "", receivedAt);
        Received = receivedAt is { } at ? zone.Minute(at) : null;
    }

    /// <summary>The time that was typed; one that was left as it stood keeps its seconds.</summary>
    public DateTimeOffset ReceivedAt(TypedZone zone) =>
        Received is not { } typed ? default : _registered is { } said && zone.Minute(said) == typed ? said : zone.At(typed);

    /// <summary>Takes over what the browser kept, by the id of the control.</summary>
    public void Restore(IReadOnlyDictionary<string, string> kept)
    {
        string Of(string id, string now) => kept.GetValueOrDefault(id, now);
        (Reference, Unit, Country) = (Of("reference", Reference), Of("unit", Unit), Of("country", Country));
        (Authority, Subject, Purpose) = (Of("authority", Authority), Of("subject", Subject), Of("purpose", Purpose));
        (LegalBasis, Urgency, UrgencyReason) = (Of("basis", LegalBasis), Of("urgency", Urgency), Of("why", UrgencyReason));
        (Facts, UseRestrictions, Reason) = (Of("facts", Facts), Of("restrictions", UseRestrictions), Of("reason", Reason));
        if (LocalTime.ReadTime(Of("received", "")) is { } received)
        {
            Received = received;
        }

        string[] items = [.. Enumerable.Range(0, 100).Select(IdOf).TakeWhile(kept.ContainsKey).Select(id => kept[id])];
        Items = items.Length > 0 ? [.. items] : Items;
    }

    /// <summary>Where the saved request says something else: the words of the field, what stands there, what is written here.</summary>
    public IEnumerable<(string Words, string Theirs, string Yours)> Against(RequestContent theirs)
    {
        var yours = Content;
        (string Words, string Theirs, string Yours)[] all =
        [
            (Texts.Get("request.country"), Label("state", theirs.Country), Label("state", yours.Country)),
            (Texts.Get("request.authority"), theirs.Authority, yours.Authority),
            (Texts.Get("request.subject"), theirs.Subject, yours.Subject),
            (Texts.Get("request.purpose"), Label("request-purpose", theirs.Purpose), Label("request-purpose", yours.Purpose)),
            (Texts.Get("request.legal-basis"), Label("legal-basis", theirs.LegalBasis), Label("legal-basis", yours.LegalBasis)),
            (Texts.Get("request.urgency"), Label("urgency", theirs.Urgency), Label("urgency", yours.Urgency)),
            (Texts.Get("request.urgency-reason"), theirs.UrgencyReason ?? "", yours.UrgencyReason ?? ""),
            (Texts.Get("request.facts"), theirs.Facts, yours.Facts),
            (Texts.Get("request.items"), string.Join('\n', theirs.Items), string.Join('\n', yours.Items)),
            (Texts.Get("request.use-restrictions"), theirs.UseRestrictions ?? "", yours.UseRestrictions ?? ""),
        ];
        return all.Where(one => !string.Equals(one.Theirs, one.Yours, StringComparison.Ordinal));
    }

    private static string Label(string list, string code) => CodeLists.Label(list, code);
}
