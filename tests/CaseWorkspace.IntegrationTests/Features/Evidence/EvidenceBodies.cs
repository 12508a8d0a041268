using System.Text.Json.Nodes;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <content>Of items.</content>
public static partial class Bodies
{
    public static JsonObject Evidence(string word) => new()
    {
        ["kind"] = "phone-extraction",
        ["description"] = $"Telephone {word}",
        ["seizedAt"] = Yesterday,
        ["seizedWhere"] = $"Batumi {word}",
        ["seizedBy"] = $"Patrol {word}",
        ["source"] = $"Serial number {word}",
    };

    public static JsonObject CorrectedEvidence(string word) => Evidence(word).With("description", $"Memory card {word}").With("seal", $"A-1017 {word}").With("reason", $"The wrong thing {word}");

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
}
