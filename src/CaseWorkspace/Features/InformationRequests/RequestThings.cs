using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What a request for information is to the rest of the workspace.</summary>
internal static class RequestThings
{
    /// <summary>The kind of a request, in or out.</summary>
    internal const string Request = "request";

    internal static IReadOnlyList<ThingDescriptor> All { get; } =
    [
        new(Request)
        {
            Page = "/requests",
            Number = @"R-\d{4}-\d{6}",
            IsSource = true,
            Called = "select d.data #>> '{content,subject}' from workspace.mt_doc_informationrequest d where d.id = s.id",
            Counted = ThingDescriptor.LyingInParts(Request),
            Owed = "exists (select from workspace.mt_doc_informationrequest d where d.id = s.id and d.data ->> 'state' not in ('closed', 'refused', 'withdrawn'))",
            HasDeadline = true,
            States =
            [
                new(
                    "request-state",
                    quiet: ["draft", "refusal-prepared", "clarification-prepared", "closed", "withdrawn"],
                    active: ["assigned", "transmitted"],
                    waiting: ["received", "prepared", "awaiting-prosecutor", "submitted", "clarification-asked"],
                    go: ["released", "authorised"],
                    done: ["answered"],
                    bad: ["refused"]),
                new("item-answer", quiet: ["nothing-held"], done: ["given"], bad: ["refused"]),
            ],
            Events =
            [
                new("request-registered", ["number", "unit", "reference", "receivedAt", "dueAt", "content"]),
                new("registration-corrected", ["reference", "receivedAt", "dueAt", "content", "reason"]) { Quoted = "reason" },
                new("request-withdrawn", ["reason"]) { Quoted = "reason" },
                new("request-assigned", ["investigator", "investigation", "subFile"]),
                new("refusal-prepared", ["ground", "reason"]) { Quoted = "reason" },
                new("refusal-returned", ["reason"]) { Quoted = "reason" },
                new("request-refused", ["ground", "reason"]) { Quoted = "reason" },
                new("answer-prepared", ["answer"]),
                new("answer-submitted", []),
                new("answer-returned", ["reason"]) { Quoted = "reason" },
                new("release-authorised", ["released"]),
                new("answer-released", ["country", "evidence", "released", "documents"]),
                new("answer-transmitted", ["channel", "transmittedAt"]),
                new("request-drafted", ["number", "investigation", "unit", "content", "subFile"]),
                new("request-revised", ["content"]),
                new("request-submitted", []),
                new("request-returned", ["reason"]) { Quoted = "reason" },
                new("request-authorised", ["country"]),
                new("request-transmitted", ["channel", "receivedAt", "dueAt"]),
                new("answer-recorded", ["answer", "reference"]),
                new("document-added", ["document", "name", "mediaType", "sha256", "length"]),
                new("clarification-prepared", ["text"]) { Quoted = "text" },
                new("clarification-returned", ["reason"]) { Quoted = "reason" },
                new("clarification-asked", ["text"]) { Quoted = "text" },
                new("clarification-given", ["text"]) { Quoted = "text" },
                new("request-closed", []),
            ],
        },
    ];
}
