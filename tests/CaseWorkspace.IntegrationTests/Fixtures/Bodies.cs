using System.Text.Json.Nodes;
using Shouldly;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <summary>Sound bodies of every kind, with a word by which their texts are found.</summary>
public static class Bodies
{
    private static DateTimeOffset Yesterday => TimeProvider.System.GetUtcNow().AddDays(-1);

    public static JsonObject Investigation(string word) => new()
    {
        ["title"] = $"Vans through Batumi {word}",
        ["offenceForms"] = new JsonArray("irregular-entry", "irregular-stay"),
        ["countries"] = new JsonArray("GE", "FR"),
        ["summary"] = $"Summary {word}",
    };

    public static JsonObject Note(string word) => new() { ["text"] = $"Note {word}" };

    public static JsonObject Member(Account person) => new() { ["person"] = person.Id, ["reason"] = "Knows the route" };

    public static JsonObject Prosecutor(Account person) => new() { ["person"] = person.Id };

    public static JsonObject Evidence(string word) => new()
    {
        ["kind"] = "phone-extraction",
        ["description"] = $"Telephone {word}",
        ["seizedAt"] = Yesterday,
        ["seizedWhere"] = $"Batumi {word}",
        ["seizedBy"] = $"Patrol {word}",
        ["source"] = $"Serial number {word}",
    };

    public static JsonObject Review() => new() { ["opinion"] = "sufficient", ["reasons"] = "Complete and sealed" };

    public static JsonObject Custody(Account person) => new()
    {
        ["person"] = person.Id,
        ["place"] = "Evidence store, Tbilisi",
        ["purpose"] = "storage",
        ["condition"] = "intact",
        ["seal"] = "A-1017",
        ["note"] = "In a paper bag",
    };

    public static JsonObject TakenOver() => new() { ["condition"] = "intact", ["seal"] = "A-1017", ["note"] = "As stated" };

    public static JsonObject RequestContent(string word, string country = "FR") => new()
    {
        ["country"] = country,
        ["authority"] = $"OLTIM {word}",
        ["subject"] = $"Drivers {word}",
        ["purpose"] = "investigation",
        ["legalBasis"] = "police-cooperation",
        ["urgency"] = "ordinary",
        ["urgencyReason"] = null,
        ["facts"] = $"Facts {word}",
        ["items"] = new JsonArray($"Who drove {word}?", $"Whose number {word}?"),
        ["useRestrictions"] = null,
    };

    public static JsonObject Registration(string word, string country = "FR", string unit = "unit-1") => new()
    {
        ["unit"] = unit,
        ["reference"] = $"PV {word}",
        ["receivedAt"] = Yesterday,
        ["content"] = RequestContent(word, country),
    };

    public static JsonObject Assignment(Account investigator, Guid file) =>
        new() { ["investigator"] = investigator.Id, ["investigation"] = file };

    /// <summary>Both items answered: the first with evidence, the second with nothing held.</summary>
    public static JsonObject Answer(string word, IEnumerable<Guid>? evidence = null, IEnumerable<Guid>? documents = null) => new()
    {
        ["answer"] = new JsonObject
        {
            ["items"] = new JsonArray(
                new JsonObject
                {
                    ["item"] = 1, ["result"] = "given", ["ground"] = null, ["text"] = $"The driver is known {word}",
                    ["evidence"] = Ids(evidence),
                },
                new JsonObject
                {
                    ["item"] = 2, ["result"] = "nothing-held", ["ground"] = null, ["text"] = null, ["evidence"] = new JsonArray(),
                }),
            ["text"] = $"Answer {word}",
            ["handlingCode"] = "H1",
            ["restriction"] = null,
            ["sourceGrade"] = "A",
            ["informationGrade"] = "1",
            ["documents"] = Ids(documents),
        },
        ["reference"] = null,
    };

    public static JsonObject Return() => new() { ["reason"] = "Say from where it is known" };

    public static JsonObject Refusal() => new() { ["ground"] = "not-proportionate", ["reason"] = "Nothing links it to the facts" };

    public static JsonObject Transmission() => new() { ["channel"] = "siena", ["transmittedAt"] = TimeProvider.System.GetUtcNow().AddMinutes(-1) };

    public static JsonObject Clarification(string word) => new() { ["text"] = $"Which number is meant {word}?" };

    public static JsonObject Reason() => new() { ["reason"] = "Asked for" };

    public static JsonObject Ask(string number) => new() { ["number"] = number, ["reason"] = "The same drivers" };

    public static JsonObject Glass(string number) => new() { ["number"] = number, ["reason"] = "A life is in danger and nobody answers" };

    public static JsonObject EmergencyAccessReview(string verdict = "justified") => new() { ["verdict"] = verdict, ["reasons"] = "Nobody could be reached" };

    /// <summary>A stand-in for the person who names it; from next month on where no time is given.</summary>
    public static JsonObject StandIn(Account person, DateTimeOffset? since = null, DateTimeOffset? until = null) => new()
    {
        ["away"] = null,
        ["person"] = person.Id,
        ["since"] = since ?? TimeProvider.System.GetUtcNow().AddDays(30),
        ["until"] = until ?? TimeProvider.System.GetUtcNow().AddDays(40),
        ["reason"] = "On leave",
    };

    /// <summary>A stand-in for somebody else, named by the head of that person's unit.</summary>
    public static JsonObject StandInFor(Account away, Account person, DateTimeOffset? since = null, DateTimeOffset? until = null) =>
        StandIn(person, since, until).With("away", away.Id);

    public static JsonObject Lead(Account person, bool stays = true) => new() { ["person"] = person.Id, ["stays"] = stays, ["reason"] = "Moves to another desk" };

    public static JsonObject Restriction(Account supervisor) => new() { ["supervisor"] = supervisor.Id, ["reason"] = "A colleague is concerned" };

    public static JsonObject SubFile(string word, Account supervisor) =>
        new() { ["title"] = $"Source {word}", ["supervisor"] = supervisor.Id, ["reason"] = "An informant would be at risk" };

    public static JsonObject Named(Account person) => new() { ["person"] = person.Id, ["reason"] = "Meets the source" };

    /// <summary>With a member of the body set.</summary>
    public static JsonObject With(this JsonObject body, string member, JsonNode? value)
    {
        body[member] = value;
        return body;
    }

    private static JsonArray Ids(IEnumerable<Guid>? ids) => [.. (ids ?? []).Select(id => (JsonNode)JsonValue.Create(id))];
}
