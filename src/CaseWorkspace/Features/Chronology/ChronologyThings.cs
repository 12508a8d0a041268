using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.Chronology;

/// <summary>What an entry of the chronology is to the rest of the workspace.</summary>
internal static class ChronologyThings
{
    /// <summary>The kind of an entry.</summary>
    internal const string Occurrence = "occurrence";

    internal static IReadOnlyList<ThingDescriptor> All { get; } =
    [
        new(Occurrence)
        {
            Page = "/occurrences",
            // It tells what people did, and where they were: an entry can go without the file.
            KeyedByItself = typeof(Occurrence),
            Number = @"(?:S-\d+/)?CH-\d+",
            // What was withdrawn is no number to look at.
            Counted = ThingDescriptor.LyingInParts(Occurrence) + $" join workspace.mt_doc_occurrence d on d.id = s.id and d.data ->> 'state' = '{Chronology.Occurrence.States.Recorded}'",
            // Part of what happened is who took part.
            RestsOn = $"exists (select from workspace.mt_doc_occurrence d where d.id = s.id and d.data ->> 'state' = '{Chronology.Occurrence.States.Recorded}' and d.data #> '{{content,people}}' @> to_jsonb(about.id::text))",
            States = [new("occurrence-state", done: [Chronology.Occurrence.States.Recorded], quiet: [Chronology.Occurrence.States.Withdrawn])],
            Events =
            [
                new("occurrence-recorded", ["file", "number", "content", "earliest", "latest", "by", "at", "subFile"]),
                new("occurrence-corrected", ["content", "earliest", "latest", "reason", "by", "at"]) { Quoted = "reason" },
                new("occurrence-withdrawn", ["reason", "by", "at"]) { Quoted = "reason" },
                new("occurrence-restored", ["reason", "by", "at"]) { Quoted = "reason" },
            ],
        },
    ];
}
