using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.People;

/// <summary>What a person recorded in a file is to the rest of the workspace.</summary>
internal static class PeopleThings
{
    /// <summary>The kind of a person's record.</summary>
    internal const string Person = "recorded-person";

    internal static IReadOnlyList<ThingDescriptor> All { get; } =
    [
        new(Person)
        {
            Page = "/people",
            KeyedByItself = typeof(RecordedPerson),
            Number = @"(?:S-\d+/)?P-\d+",
            Counted = ThingDescriptor.LyingInParts(Person),
            States =
            [
                new("procedural-status", quiet: ["none", "witness", "acquitted"], active: ["accused"], waiting: ["victim", "victims-successor"], bad: ["convicted"]),
                new("screening-state", waiting: ["owed"], bad: ["to-decide"], done: ["decided", "nothing-found"]),
            ],
            Events =
            [
                new("person-recorded", ["file", "number", "description", "isMigrant", "recordedBy", "recordedAt", "subFile"]),
                new("person-description-corrected", ["description", "isMigrant", "reason"]) { Quoted = "reason" },
                new("procedural-status-set", ["status", "since", "reason", "by"]) { Quoted = "reason" },
                new("analytic-category-set", ["category", "since", "reason", "by"]) { Quoted = "reason" },
                new("person-fact-recorded", ["fact", "content", "by", "at"]),
                new("person-fact-withdrawn", ["fact", "reason"]) { Quoted = "reason" },
                new("conduct-qualified", ["qualification", "content", "reason", "by", "at"]) { Quoted = "reason" },
                new("qualification-withdrawn", ["qualification", "reason"]) { Quoted = "reason" },
                new("screening-recorded", ["interviewedAt", "indicators", "note", "by", "at"]) { Quoted = "note" },
                new("screening-decided", ["verdict", "reason", "by", "at"]) { Quoted = "reason" },
            ],
        },
    ];
}
