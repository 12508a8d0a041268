using System.Text.Json.Nodes;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <content>Of instructions and tasks.</content>
public static partial class Bodies
{
    private static DateTimeOffset Tomorrow => TimeProvider.System.GetUtcNow().AddDays(1);

    /// <summary>Of the lead at the time.</summary>
    public static JsonObject Task(string word) => new()
    {
        ["title"] = $"Task {word}", ["text"] = $"Ask the hotel {word}", ["due"] = Tomorrow, ["restsOn"] = null, ["owner"] = null, ["subFile"] = null,
    };

    public static JsonObject Template(string word) => new()
    {
        ["template"] = "house-search", ["tasks"] = new JsonArray(Step($"Search {word}"), Step($"Seal {word}")), ["subFile"] = null,
    };

    public static JsonObject Instruction(string word) => new()
    {
        ["text"] = $"Question the driver {word}", ["due"] = Tomorrow, ["restsOn"] = null, ["owner"] = null, ["subFile"] = null,
    };

    public static JsonObject ChangedInstruction(string word) => new()
    {
        ["text"] = $"Question the driver and the owner {word}", ["due"] = Tomorrow, ["restsOn"] = null, ["owner"] = null, ["reason"] = "The owner came home",
    };

    public static JsonObject Report(string outcome = "done") => new() { ["outcome"] = outcome, ["text"] = "Questioned; the protocol is E-001" };

    public static JsonObject Acceptance() => new() { ["note"] = "Well done" };

    public static JsonObject Outcome(string outcome = "not-done") => new() { ["outcome"] = outcome, ["note"] = "The hotel is closed" };

    public static JsonObject Owner(Account? person) => new() { ["owner"] = person?.Id, ["note"] = "Is nearer" };

    public static JsonObject Deadline() => new() { ["due"] = Tomorrow.AddDays(1), ["reason"] = "The hotel opens on Monday" };

    private static JsonObject Step(string title) => new() { ["title"] = title, ["due"] = Tomorrow, ["owner"] = null };
}
