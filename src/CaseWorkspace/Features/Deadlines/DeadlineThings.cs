using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>What a clock is to the rest of the workspace.</summary>
internal static class DeadlineThings
{
    /// <summary>The kind of a clock.</summary>
    internal const string Clock = "case-clock";

    internal static IReadOnlyList<ThingDescriptor> All { get; } =
    [
        new(Clock)
        {
            Page = "/clocks",
            Number = @"(?:S-\d+/)?C-\d+",
            // What is over is no number to look at.
            Counted = ThingDescriptor.LyingInParts(Clock) + " where s.awaits_relation is not null",
            Owed = "s.awaits_relation is not null",
            // What has happened is in the file; what runs, the law counts for somebody.
            RestsOn = "s.awaits_relation is not null and exists (select from workspace.mt_doc_caseclock d where d.id = s.id and d.data ->> 'person' = about.id::text)",
            HasDeadline = true,
            States = [new("clock-state", active: [CaseClock.States.Running], done: [CaseClock.States.Met], quiet: [CaseClock.States.Stopped]), new("notice-stage", waiting: ["near"], bad: ["passed"])],
            Events =
            [
                new("clock-started", ["file", "number", "start", "person", "countsFrom", "authority", "limits", "startedBy", "startedAt", "subFile"]),
                new("clock-corrected", ["countsFrom", "authority", "limits", "reason", "by", "at"]) { Quoted = "reason" },
                new("limit-met", ["rule", "metAt", "note", "by", "at"]) { Quoted = "note" },
                new("limit-opened-again", ["rule", "reason", "by", "at"]) { Quoted = "reason" },
                new("clock-stopped", ["ground", "stoppedAt", "reason", "by", "at"]) { Quoted = "reason" },
                new("clock-resumed", ["reason", "by", "at"]) { Quoted = "reason" },
            ],
        },
    ];
}
