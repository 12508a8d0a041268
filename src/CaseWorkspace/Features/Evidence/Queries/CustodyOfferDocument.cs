using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the person who is offered an item has to know to answer.</summary>
/// <param name="Id">The item.</param>
/// <param name="Number">Its exhibit number.</param>
/// <param name="Kind">A code of the list <c>evidence-kind</c>.</param>
/// <param name="Offer">The open offer; null when there is none.</param>
/// <param name="ByName">Who offers it.</param>
/// <param name="ToName">Whom it is offered to.</param>
public sealed record OfferedItem(Guid Id, string Number, string Kind, ItemOffer? Offer, string? ByName, string? ToName);

/// <summary>
/// The open offer of an item; answers <see cref="OfferedItem"/>. Not what the item is, nor of which file: a person who is offered it sees
/// that when they hold it; and what the reader can do with it.
/// </summary>
public sealed record CustodyOfferDocument(Guid Thing) : IDocumentQuery
{
    public IReadOnlyCollection<string> Kinds => [EvidenceThings.Item];

    public Operation Operation => EvidenceOperations.ViewOffer;

    public string Table => "mt_doc_evidenceitem";

    public string Joined => SealedContent.Joined;

    public string Version => EvidenceAudiences.Version.Sql;

    public IReadOnlyList<string> SealedIn => [SealedContent.Event];

    public string ActFacts => EvidenceActs.Facts;

    public AskedActs ReadActs(string facts) => EvidenceActs.All.Read(facts);

    public string Shown =>
        $"""
        jsonb_build_object(
            'id', d.id, 'number', case when {Audience.IsOfTheFile} then d.data ->> 'number' else {EvidenceAudiences.NumberOutside("d.data ->> 'number'")} end,
            'kind', d.data -> 'kind', 'offer', d.data -> 'offer',
            'byName', (select p.name from workspace.person p where p.id = (d.data -> 'offer' ->> 'by')::uuid),
            'toName', (select p.name from workspace.person p where p.id = (d.data -> 'offer' ->> 'to')::uuid))
        """;
}
