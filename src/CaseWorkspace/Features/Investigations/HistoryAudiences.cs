using System.Text.Json;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What of an event the history of a file shows.</summary>
/// <param name="Event">The event's stable name.</param>
/// <param name="Fields">What everybody is shown to whom the file is open.</param>
/// <param name="ToLead">What, beside it, only those are shown who answer for who is on the file: its lead and the head of its unit.</param>
/// <param name="LeadAlone">Whether only those see that it happened.</param>
internal sealed record ShownEvent(string Event, string[] Fields, string[]? ToLead = null, bool LeadAlone = false);

/// <summary>
/// Which events the timeline and the list of what changed lately show, and what of each. An event that does not stand here is shown to
/// nobody, and so is a field.
/// </summary>
internal static class HistoryAudiences
{
    internal static readonly IReadOnlyList<ShownEvent> Events =
    [
        new("investigation-opened", ["number", "title", "offenceForms", "countries", "summary", "unit", "lead", "openedAt"]),
        new("member-added", ["person", "reason", "until", "unit"]),
        new("member-removed", ["person", "reason"]),
        new("prosecutor-named", ["person", "reason", "until"]),
        new("note-added", ["text"]),
        new("lead-handed-over", ["from", "person", "stays", "reason", "unit"]),
        new("file-restricted", ["person", "reason"]),
        new("restriction-proposed", ["person", "reason"]),
        new("restriction-lifted", ["reason"]),
        new("sub-file-sealed", ["file", "number", "title", "keeper", "supervisor", "reason"]),
        new("person-named-in-sub-file", ["person", "relation", "until", "reason"]),
        new("person-taken-off-sub-file", ["person", "relation", "reason"]),
        new("sub-file-handed-over", ["from", "person", "stays", "reason"]),
        new("sub-file-supervision-handed-over", ["from", "person", "reason"]),
        new("sub-file-note-added", ["text"]),
        new("sub-file-unsealed", ["reason"]),
        OfTheLead("access-asked", "number", "file", "by", "reason", "unit"),
        OfTheLead("access-granted", "until", "reason"),
        OfTheLead("access-refused", "reason"),
        new("evidence-registered", ["file", "number", "kind", "description", "seizedAt", "seizedWhere", "seizedBy", "source", "registeredBy", "registeredAt", "subFile"]),
        new("content-sealed", ["sha256", "length", "mediaType", "fileName", "by", "at"]),
        new("content-verified", ["sha256", "length", "by", "at"]),
        new("content-found-damaged", ["fault", "sha256", "foundSha256", "foundLength", "by", "at"]),
        new("content-record-found-altered", ["sha256", "length", "mediaType", "fileName", "sealedBy", "sealedAt", "foundSha256", "foundLength", "by", "at"]),
        new("evidence-reviewed", ["opinion", "reasons", "by", "at"]),
        new("custody-offered", ["person", "returns", "place", "purpose", "condition", "seal", "note", "by", "at"]),
        new("custody-accepted", ["returned", "condition", "seal", "note", "by", "at"]),
        new("custody-refused", ["reason", "by", "at"]),
        new("custody-withdrawn", ["by", "at"]),
        new("request-registered", ["number", "unit", "reference", "receivedAt", "dueAt", "content"]),
        new("request-assigned", ["investigator", "investigation", "subFile"]),
        new("refusal-prepared", ["ground", "reason"]),
        new("refusal-returned", ["reason"]),
        new("request-refused", ["ground", "reason"]),
        new("answer-prepared", ["answer"]),
        new("answer-submitted", []),
        new("answer-returned", ["reason"]),
        new("release-authorised", ["released"]),
        new("answer-released", ["country", "evidence", "released", "documents"]),
        new("answer-transmitted", ["channel", "transmittedAt"]),
        new("request-drafted", ["number", "investigation", "unit", "content", "subFile"]),
        new("request-revised", ["content"]),
        new("request-submitted", []),
        new("request-returned", ["reason"]),
        new("request-authorised", ["country"]),
        new("request-transmitted", ["channel", "receivedAt", "dueAt"]),
        new("answer-recorded", ["answer", "reference"]),
        new("document-added", ["document", "name", "mediaType", "sha256", "length"]),
        new("clarification-prepared", ["text"]),
        new("clarification-returned", ["reason"]),
        new("clarification-asked", ["text"]),
        new("clarification-given", ["text"]),
        new("request-closed", []),
        new("glass-broken", ["file", "number", "by", "role", "until"], ["reason"]),
        new("glass-closed", [], []),
        new("glass-reviewed", ["verdict"], ["reasons", "measures"]),
        new("emergency-access-reopened", [], ["reason"]),
    ];

    /// <summary>The relations in which somebody answers for who is on the file, in SQL.</summary>
    internal const string Answering = "'lead', 'unit-supervisor'";

    /// <summary>The names of the events that everybody on the file sees, in SQL.</summary>
    internal static readonly string SeenByAll = Names(Events.Where(one => !one.LeadAlone));

    /// <summary>The names of those that its lead and the head of its unit alone see, in SQL.</summary>
    internal static readonly string SeenByLead = Names(Events.Where(one => one.LeadAlone));

    /// <summary>What of the event <c>e</c> is shown, in SQL, given the condition that the reader answers for who is on the file.</summary>
    internal static string Details(string answers) =>
        $"""
        coalesce((
            select jsonb_object_agg(field.name, e.data -> field.name)
            from jsonb_array_elements_text((case when {answers} then {ToLead} else {ToAll} end) -> e.type) field (name)
            where e.data ? field.name), jsonb_build_object())::text
        """;

    private static readonly string ToAll = Json(Events.Where(one => !one.LeadAlone).ToDictionary(one => one.Event, one => one.Fields, StringComparer.Ordinal));

    private static readonly string ToLead = Json(Events.ToDictionary(one => one.Event, one => (string[])[.. one.Fields, .. one.ToLead ?? []], StringComparer.Ordinal));

    private static ShownEvent OfTheLead(string name, params string[] fields) => new(name, [], fields, LeadAlone: true);

    private static string Names(IEnumerable<ShownEvent> events) => string.Join(", ", events.Select(one => $"'{one.Event}'"));

    private static string Json(Dictionary<string, string[]> shown) => $"'{JsonSerializer.Serialize(shown)}'::jsonb";
}
