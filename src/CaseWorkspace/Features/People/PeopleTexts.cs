using JasperFx.Events;

namespace CaseWorkspace.Features.People;

/// <summary>The texts by which people are found, by the readers to whom the file is open.</summary>
internal static class PeopleTexts
{
    private const string Name = "name";
    private const string Fact = "person-fact";

    public static IEnumerable<FoundText> Of(IEvent happened) => happened.Data switch
    {
        PersonRecorded person =>
        [
            new(happened.StreamId, happened.StreamId, Name, Words(person.Description, InPart(person.Number))),
        ],
        PersonDescriptionCorrected corrected => [new(happened.StreamId, happened.Id, Name, Words(corrected.Description))],
        PersonFactRecorded fact => [new(happened.StreamId, fact.Fact, Fact, fact.Content.Value)],
        // By its alias alone from now on; by the name, those find the identity to whom it is open.
        IdentityProtected kept => [new(happened.StreamId, happened.StreamId, Name, kept.Alias.Text) { ReplacesAll = true }],
        IdentityRestored restored =>
        [
            new(happened.StreamId, happened.StreamId, Name, Words(restored.Description)) { ReplacesAll = true },
            .. restored.Facts.Select(fact => new FoundText(happened.StreamId, fact.Fact, Fact, fact.Content.Value)),
        ],
        IdentityKept kept =>
        [
            new(happened.StreamId, happened.StreamId, Name, Words(kept.Description)),
            .. kept.Facts.Select(fact => new FoundText(happened.StreamId, fact.Fact, Fact, fact.Content.Value)),
        ],
        KeptDescriptionCorrected corrected => [new(happened.StreamId, happened.Id, Name, Words(corrected.Description))],
        KeptFactRecorded fact => [new(happened.StreamId, fact.Fact, Fact, fact.Content.Value)],
        // What is open again is found by its record.
        IdentityReleased => [new(happened.StreamId, happened.StreamId, "") { ReplacesAll = true }],
        PersonRestricted restricted => [new(happened.StreamId, happened.StreamId, Name, InPart(restricted.Number)) { ReplacesAll = true }],
        PersonRestrictionLifted lifted =>
        [
            new(happened.StreamId, happened.StreamId, Name, Words(lifted.Description, InPart(lifted.Number))) { ReplacesAll = true },
            .. lifted.Facts.Select(fact => new FoundText(happened.StreamId, fact.Fact, Fact, fact.Content.Value)),
        ],
        IdentityErased => [new(happened.StreamId, happened.StreamId, "") { ReplacesAll = true }],
        PersonErased erased => [new(happened.StreamId, happened.StreamId, Name, InPart(erased.Number)) { ReplacesAll = true }],
        _ => [],
    };

    /// <summary>The number without that of the sub-file.</summary>
    private static string InPart(string number) => number[(number.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string Words(PersonDescription description, string number = "") =>
        string.Join('\n', description.Names.Select(name => name.Text).Append(description.BirthPlace ?? "").Append(number));
}
