using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What is shown of an item's content.</summary>
/// <param name="SealedBy">Null for the liaison officer.</param>
public sealed record ContentSeen(string Sha256, long Length, string MediaType, string? FileName, Guid? SealedBy, DateTimeOffset SealedAt);

/// <summary>What is shown of the last check.</summary>
/// <param name="Fault">Null when the content was sound.</param>
/// <param name="By">Null for the liaison officer.</param>
public sealed record CheckSeen(string? Fault, Guid? By, DateTimeOffset At);

/// <summary>An item as somebody is shown it: what the audience does not see is null (see <see cref="EvidenceAudiences"/>).</summary>
/// <param name="Number">The exhibit number; for its custodian without that of a sealed sub-file, for the liaison officer the label under which it was released.</param>
public sealed record EvidenceSeen(
    Guid Id,
    Guid? File,
    string Number,
    string Kind,
    string Description,
    DateTimeOffset SeizedAt,
    string SeizedWhere,
    string? SeizedBy,
    string? Source,
    Guid? RegisteredBy,
    DateTimeOffset? RegisteredAt,
    string State,
    ContentSeen? Content,
    CheckSeen? LastCheck,
    ItemReview? Review,
    int? Reviews,
    ItemCustody? Custody,
    ItemOffer? Offer,
    int? Offers,
    ItemPrivilege? Privilege,
    string? Seal,
    Guid? Origin,
    ItemWithdrawal? Withdrawal,
    IReadOnlyList<EarlierWords>? Earlier);

/// <summary>
/// What of an item each audience is shown. A custodian does not learn what the prosecutor thinks of it, nor which file it is of; a
/// liaison officer sees what a release fixed, and of the service's people and its store nothing.
/// </summary>
internal static class EvidenceAudiences
{
    /// <summary>For a statement that joins <see cref="SealedContent.Joined"/>.</summary>
    internal static readonly AllowList<EvidenceSeen> Items = new(
        "d.data ->> 'state'",
        new Audience(Audience.OfTheFile,
        [
            "id", "file", "number", "kind", "description", "seizedAt", "seizedWhere", "seizedBy", "source", "registeredBy", "registeredAt",
            "state", Content, "lastCheck", "review", "reviews", "custody", "offer", "offers", "privilege", "seal", "origin", "withdrawal", "earlier",
        ]),
        new Audience([Relation.ItemCustodian],
        [
            "id", new ShownField("number") { Sql = $"to_jsonb({NumberOutside("d.data ->> 'number'")})" }, "kind", "description", "seizedAt",
            "seizedWhere", "seizedBy", "source", "registeredBy", "registeredAt", "state", Content, "lastCheck", "custody", "offer", "offers", "seal",
        ]),
        new Audience([Relation.AddressedLiaisonOfficer],
        [
            "id", new ShownField("number") { Sql = "to_jsonb(released.label)" }, "kind", "description", "seizedAt", "seizedWhere", "source",
            "state", Content with { Sql = $"({SealedContent.AsItemContent}) - 'sealedBy'" },
            new ShownField("lastCheck") { Sql = "case when jsonb_typeof(d.data -> 'lastCheck') = 'object' then d.data -> 'lastCheck' || '{\"by\": null}' end" },
        ]));

    /// <summary>The version of an item as it is told. A person who is only offered it is shown the offer.</summary>
    internal static readonly ToldVersion Version = new(
        typeof(EvidenceItem), "mt_doc_evidenceitem", SealedContent.Joined,
        ToldVersion.Of($"case when g.relation = 'custody-offered' then d.data -> 'offer' else {Items.Sql} end"));

    /// <summary>The exhibit number as it is told to those to whom what the item lies in is not open, in SQL.</summary>
    internal static string NumberOutside(string number) => $"workspace.number_outside({number})";

    private static ShownField Content => new("content") { Sql = SealedContent.AsItemContent };
}
