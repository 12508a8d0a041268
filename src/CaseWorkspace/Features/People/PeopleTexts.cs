using JasperFx.Events;

namespace CaseWorkspace.Features.People;

/// <summary>The texts by which people are found, by the readers to whom the file is open.</summary>
internal static class PeopleTexts
{
    private const string Name = "name";

    public static IEnumerable<FoundText> Of(IEvent happened) => happened.Data switch
    {
        PersonRecorded person =>
        [
            new(happened.StreamId, happened.StreamId, Name, Words(person.Description, person.Number[(person.Number.IndexOf('/', StringComparison.Ordinal) + 1)..])),
        ],
        PersonDescriptionCorrected corrected => [new(happened.StreamId, happened.Id, Name, Words(corrected.Description))],
        PersonFactRecorded fact => [new(happened.StreamId, fact.Fact, "person-fact", fact.Content.Value)],
        _ => [],
    };

    private static string Words(PersonDescription description, string number = "") =>
        string.Join('\n', description.Names.Select(name => name.Text).Append(description.BirthPlace ?? "").Append(number));
}
