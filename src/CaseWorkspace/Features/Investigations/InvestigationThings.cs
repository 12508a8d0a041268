using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What a case file, a sealed sub-file and a question for access are to the rest of the workspace.</summary>
internal static class InvestigationThings
{
    /// <summary>The kind of somebody's question to be let into a file.</summary>
    internal const string AccessAsk = "access-ask";

    internal static IReadOnlyList<ThingDescriptor> All { get; } =
    [
        new(ThingKind.Investigation)
        {
            Page = "/files",
            Number = @"344-\d{4}-\d{6}",
            States = [new("investigation-state", quiet: [Investigation.Closed], active: [Investigation.UnderInvestigation], waiting: [Investigation.Suspended], go: [Investigation.InCourt], done: [Investigation.Decided], bad: [Investigation.Terminated])],
            Events =
            [
                new("investigation-opened", ["number", "title", "offenceForms", "countries", "summary", "unit", "lead", "openedAt", "ground"]) { Quoted = "summary" },
                new("investigation-corrected", ["number", "content", "reason"]) { Quoted = "reason" },
                new("member-added", ["person", "reason", "until", "unit"]) { Quoted = "reason" },
                new("member-removed", ["person", "reason"]) { Quoted = "reason" },
                new("prosecutor-named", ["person", "reason", "until"]) { Quoted = "reason" },
                new("note-added", ["text"]) { Quoted = "text" },
                new("lead-handed-over", ["from", "person", "stays", "reason", "unit"]) { Quoted = "reason" },
                new("file-restricted", ["person", "reason"]) { Quoted = "reason" },
                new("restriction-proposed", ["person", "reason"]) { Quoted = "reason" },
                new("restriction-lifted", ["reason"]) { Quoted = "reason" },
                new("official-number-recorded", ["entry", "authority", "number", "since", "by"]),
                new("official-number-ended", ["entry", "until", "reason"]) { Quoted = "reason" },
                new("investigation-suspended", ["reason"]) { Quoted = "reason" },
                new("investigation-resumed", ["reason"]) { Quoted = "reason" },
                new("investigation-terminated", ["ground", "reason"]) { Quoted = "reason" },
                new("case-referred-to-court", ["court", "referredAt", "reason"]) { Quoted = "reason" },
                new("verdict-recorded", ["verdict", "court", "decidedAt", "reason"]) { Quoted = "reason" },
                new("file-closed", ["reason", "left", "whyLeft"]) { Quoted = "reason" },
                new("file-reopened", ["reason"]) { Quoted = "reason" },
            ],
        },
        new(ThingKind.SubFile)
        {
            Page = "/sub-files",
            // Before a slash it begins the number of what lies in it.
            Number = @"S-\d+(?!/)",
            Counted = ThingDescriptor.LyingInParts(ThingKind.SubFile),
            States = [new("sub-file-state", done: ["sealed"], quiet: ["unsealed"])],
            Events =
            [
                new("sub-file-sealed", ["file", "number", "title", "keeper", "supervisor", "reason"]) { Quoted = "reason" },
                new("person-named-in-sub-file", ["person", "relation", "until", "reason"]) { Quoted = "reason" },
                new("person-taken-off-sub-file", ["person", "relation", "reason"]) { Quoted = "reason" },
                new("sub-file-handed-over", ["from", "person", "stays", "reason"]) { Quoted = "reason" },
                new("sub-file-supervision-handed-over", ["from", "person", "reason"]) { Quoted = "reason" },
                new("sub-file-note-added", ["text"]) { Quoted = "text" },
                new("sub-file-unsealed", ["reason"]) { Quoted = "reason" },
            ],
        },
        new(AccessAsk)
        {
            States = [new("access-ask-state", waiting: ["waiting"], done: ["granted"], bad: ["refused"])],
            Events =
            [
                ShownEvent.OfTheLead("access-asked", "number", "file", "by", "reason", "unit") with { Quoted = "reason" },
                ShownEvent.OfTheLead("access-granted", "until", "reason") with { Quoted = "reason" },
                ShownEvent.OfTheLead("access-refused", "reason") with { Quoted = "reason" },
            ],
        },
    ];
}
