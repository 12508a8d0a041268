using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What an item of evidence is to the rest of the workspace.</summary>
internal static class EvidenceThings
{
    /// <summary>The kind of an item.</summary>
    internal const string Item = "evidence";

    internal static IReadOnlyList<ThingDescriptor> All { get; } =
    [
        new(Item)
        {
            Page = "/evidence",
            Number = @"(?:S-\d+/)?E-\d+",
            IsSource = true,
            Called = "select left(d.data ->> 'description', 300) from workspace.mt_doc_evidenceitem d where d.id = s.id and not s.fenced",
            Counted = ThingDescriptor.LyingInParts(Item),
            // On its way between two people.
            Owed = "exists (select from workspace.mt_doc_evidenceitem d where d.id = s.id and jsonb_typeof(d.data -> 'offer') = 'object')",
            States =
            [
                new("evidence-state", waiting: ["registered"], done: ["sealed"], bad: ["damaged"], quiet: ["withdrawn"]),
                new("review-opinion", waiting: ["follow-up-needed"], done: ["sufficient"], bad: ["admissibility-doubt", "excluded"]),
                new("custody-state", waiting: ["offered"], done: ["accepted"], bad: ["refused"], quiet: ["withdrawn"]),
            ],
            Events =
            [
                new("evidence-registered", ["file", "number", "kind", "description", "seizedAt", "seizedWhere", "seizedBy", "source", "registeredBy", "registeredAt", "subFile", "seal", "origin"]),
                new("evidence-corrected", ["kind", "description", "seizedAt", "seizedWhere", "seizedBy", "source", "seal", "reason", "by", "at"]) { Quoted = "reason" },
                new("evidence-withdrawn", ["reason", "by", "at"]) { Quoted = "reason" },
                new("evidence-reinstated", ["reason", "isPrivileged", "by", "at"]) { Quoted = "reason" },
                new("content-sealed", ["sha256", "length", "mediaType", "fileName", "by", "at"]),
                new("content-verified", ["sha256", "length", "by", "at"]),
                new("content-found-damaged", ["fault", "sha256", "foundSha256", "foundLength", "by", "at"]),
                new("content-record-found-altered", ["sha256", "length", "mediaType", "fileName", "sealedBy", "sealedAt", "foundSha256", "foundLength", "by", "at"]),
                new("evidence-reviewed", ["opinion", "reasons", "by", "at"]) { Quoted = "reasons" },
                new("custody-offered", ["person", "returns", "place", "purpose", "condition", "seal", "note", "by", "at"]) { Quoted = "note" },
                new("custody-accepted", ["returned", "condition", "seal", "note", "by", "at"]) { Quoted = "note" },
                new("custody-refused", ["reason", "by", "at"]) { Quoted = "reason" },
                new("item-marked-privileged", ["reason", "by", "at"]) { Quoted = "reason" },
                new("item-privilege-lifted", ["reason", "by", "at"]) { Quoted = "reason" },
                new("custody-withdrawn", ["by", "at"]),
            ],
        },
    ];
}
