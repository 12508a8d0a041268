using System.Text.Json.Nodes;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <content>Of requests.</content>
public static partial class Bodies
{
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

    public static JsonObject CorrectedRegistration(string word, string country = "FR") => new()
    {
        ["reference"] = $"PV {word}/2",
        ["receivedAt"] = Yesterday,
        ["content"] = RequestContent(word, country),
        ["reason"] = $"Misread {word}",
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
}
