using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What an instruction or a task is to the rest of the workspace.</summary>
internal static class TaskThings
{
    /// <summary>The kind of both: see docs/adr/0051.</summary>
    internal const string CaseTask = "case-task";

    internal static IReadOnlyList<ThingDescriptor> All { get; } =
    [
        new(CaseTask)
        {
            Page = "/tasks",
            Number = @"(?:S-\d+/)?[IT]-\d+",
            // What is settled is no number to look at.
            Counted = ThingDescriptor.LyingInParts(CaseTask) + " where s.awaits_relation is not null",
            Owed = "s.awaits_relation is not null",
            RestsOn = "s.awaits_relation is not null and exists (select from workspace.mt_doc_casetask d where d.id = s.id and d.data ->> 'restsOn' = about.id::text)",
            HasDeadline = true,
            States =
            [
                new("task-state", quiet: ["withdrawn"], active: ["open"], waiting: ["reported"], done: ["done"], bad: ["not-done"]),
                new("task-ground", quiet: ["own", "template"], waiting: ["follow-up"], active: ["instruction"]),
            ],
            Events =
            [
                new("task-made", ["file", "number", "ground", "what", "text", "restsOn", "owner", "due", "template", "madeBy", "madeAt", "subFile"]) { Quoted = "text" },
                new("instruction-given", ["file", "number", "text", "restsOn", "owner", "due", "givenBy", "givenAt", "subFile"]) { Quoted = "text" },
                new("instruction-changed", ["content", "reason", "by", "at"]) { Quoted = "reason" },
                new("instruction-withdrawn", ["reason", "by", "at"]) { Quoted = "reason" },
                new("compliance-reported", ["outcome", "text", "by", "at"]) { Quoted = "text" },
                new("compliance-accepted", ["note", "by", "at"]) { Quoted = "note" },
                new("compliance-returned", ["reason", "by", "at"]) { Quoted = "reason" },
                new("task-settled", ["outcome", "note", "by", "at"]) { Quoted = "note" },
                new("task-handed-over", ["owner", "note", "by", "at"]) { Quoted = "note" },
                new("task-deadline-moved", ["due", "reason", "by", "at"]) { Quoted = "reason" },
                new("task-reopened", ["reason", "by", "at"]) { Quoted = "reason" },
            ],
        },
    ];
}
