using CaseWorkspace.Platform.Things;

namespace CaseWorkspace.Features.People;

/// <summary>What a person recorded in a file is to the rest of the workspace.</summary>
internal static class PeopleThings
{
    /// <summary>The kind of a person's record.</summary>
    internal const string Person = "recorded-person";

    /// <summary>The kind of a protected identity.</summary>
    internal const string Identity = "protected-identity";

    internal static IReadOnlyList<ThingDescriptor> All { get; } =
    [
        new(Person)
        {
            Page = "/people",
            KeyedByItself = typeof(RecordedPerson),
            Number = @"(?:S-\d+/)?P-\d+",
            IsPerson = true,
            // Of a protected person that is the alias; of a restricted one, as in lists of people, nothing.
            Called = "select d.data #>> '{description,names,0,text}' from workspace.mt_doc_recordedperson d where d.id = s.id and not (" + PersonAudiences.IsRestricted + ")",
            Counted = ThingDescriptor.LyingInParts(Person),
            Owed = $"exists (select from workspace.mt_doc_recordedperson d where d.id = s.id and d.data #>> '{{screening,state}}' in ('{Screening.Owed}', '{Screening.ToDecide}'))",
            HasDeadline = true,
            RestsOn = "exists (select from workspace.mt_doc_recordedperson d, jsonb_path_query(d.data, '$.facts[*].content.restsOn') one where d.id = s.id and one #>> '{}' = about.id::text)",
            States =
            [
                new("erasure-state", waiting: ["proposed", "erasing"], quiet: ["erased"]),
                new("procedural-status", quiet: ["none", "witness", "acquitted"], active: ["accused"], waiting: ["victim", "victims-successor"], bad: ["convicted"]),
                new("record-review-state", quiet: ["scheduled"], waiting: ["erasure-asked"]),
                new("screening-state", waiting: ["owed"], bad: ["to-decide"], done: ["decided", "nothing-found"]),
            ],
            Events =
            [
                new("person-recorded", ["file", "number", "description", "isMigrant", "recordedBy", "recordedAt", "subFile"]) { WhenWithheld = ["number", "isMigrant", "recordedBy", "recordedAt"] },
                new("person-description-corrected", ["description", "isMigrant", "reason"]) { Quoted = "reason" },
                new("procedural-status-set", ["status", "since", "reason", "by"]) { Quoted = "reason", WhenWithheld = ["status", "since", "by"] },
                new("analytic-category-set", ["category", "since", "reason", "by", "reviewDue"]) { Quoted = "reason", WhenWithheld = ["category", "since", "by", "reviewDue"] },
                new("person-fact-recorded", ["fact", "content", "by", "at"]) { Quoted = "content.value", WhenWithheld = ["by", "at"] },
                new("person-fact-withdrawn", ["fact", "reason", "instead"]) { Quoted = "reason" },
                new("conduct-qualified", ["qualification", "content", "reason", "by", "at"]) { Quoted = "reason", WhenWithheld = ["qualification", "by", "at"] },
                new("qualification-withdrawn", ["qualification", "reason"]) { Quoted = "reason", WhenWithheld = ["qualification"] },
                new("screening-recorded", ["interviewedAt", "indicators", "note", "by", "at"]) { Quoted = "note", WhenWithheld = ["interviewedAt", "indicators", "by", "at"] },
                new("representative-named", ["representative", "content", "by", "at"]) { WhenWithheld = ["by", "at"] },
                new("representative-ended", ["representative", "until", "reason", "by", "at"]) { Quoted = "reason", WhenWithheld = ["by", "at"] },
                new("secrecy-bound", ["bond", "content", "by", "at"]) { WhenWithheld = ["by", "at"] },
                new("record-reviewed", ["verdict", "nextDue", "reason", "by", "at"]) { Quoted = "reason", WhenWithheld = ["verdict", "nextDue", "by", "at"] },
                new("identity-protected", ["identity", "alias", "by", "at"]) { WhenWithheld = ["alias", "by", "at"] },
                new("identity-restored", ["identity", "description", "facts", "by", "at", "representatives", "bonds"]),
                new("person-restricted", ["number", "ground", "reason", "by", "at"]) { Quoted = "reason", WhenWithheld = ["number", "ground", "by", "at"] },
                new("person-restriction-lifted", ["number", "identity", "description", "facts", "reason", "by", "at"]) { Quoted = "reason", WhenWithheld = ["number", "by", "at"] },
                new("person-erasure-proposed", ["ground", "reason", "by", "at"]) { Quoted = "reason", WhenWithheld = ["ground", "by", "at"] },
                new("person-erasure-refused", ["reason", "by", "at"]) { Quoted = "reason", WhenWithheld = ["by", "at"] },
                new("person-erasure-agreed", ["reason", "by", "at"]) { Quoted = "reason", WhenWithheld = ["by", "at"] },
                new("person-erased", ["number", "ground", "identities", "by", "at"]) { WhenWithheld = ["number", "ground", "by", "at"] },
                new("person-erasure-completed", ["identities", "by", "at"]) { WhenWithheld = ["by", "at"] },
                new("screening-decided", ["verdict", "reason", "by", "at"]) { Quoted = "reason", WhenWithheld = ["verdict", "by", "at"] },
            ],
        },
        new(Identity)
        {
            KeyedByItself = typeof(ProtectedIdentity),
            Page = "/protected-identities",
            States = [new("identity-state", waiting: ["to-confirm", "to-release"], done: ["protected"], quiet: ["released", "erased"])],
            Events =
            [
                new("identity-kept", ["file", "number", "person", "subFile", "alias", "description", "facts", "reason", "by", "at", "representatives", "bonds"]) { Quoted = "reason" },
                new("identity-protection-confirmed", ["reason", "by", "at"]) { Quoted = "reason" },
                new("identity-release-asked", ["reason", "by", "at"]) { Quoted = "reason" },
                new("identity-release-refused", ["reason", "by", "at"]) { Quoted = "reason" },
                new("identity-released", ["reason", "by", "at"]) { Quoted = "reason" },
                new("kept-description-corrected", ["description", "reason", "by", "at"]) { Quoted = "reason" },
                new("kept-fact-recorded", ["fact", "content", "by", "at"]) { Quoted = "content.value" },
                new("identity-frozen", ["by", "at"]),
                new("identity-unfrozen", ["by", "at"]),
                new("identity-erased", ["by", "at"]) { WhenWithheld = ["by", "at"] },
                new("kept-fact-withdrawn", ["fact", "reason"]) { Quoted = "reason" },
            ],
        },
    ];
}
