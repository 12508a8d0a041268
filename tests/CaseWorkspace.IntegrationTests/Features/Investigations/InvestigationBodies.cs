using System.Text.Json.Nodes;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <content>Of files, sub-files and questions for access.</content>
public static partial class Bodies
{
    public static JsonObject Investigation(string word) => new()
    {
        ["title"] = $"Vans through Batumi {word}",
        ["offenceForms"] = new JsonArray("irregular-entry", "irregular-stay"),
        ["countries"] = new JsonArray("GE", "FR"),
        ["summary"] = $"Summary {word}",
        ["ground"] = "report-oral",
    };

    public static JsonObject CorrectedFile(string word) => Investigation(word).With("title", $"Lorries through Poti {word}").With("reason", $"Misheard {word}");

    public static JsonObject Note(string word) => new() { ["text"] = $"Note {word}" };

    public static JsonObject Member(Account person) => new() { ["person"] = person.Id, ["reason"] = "Knows the route" };

    public static JsonObject Prosecutor(Account person) => new() { ["person"] = person.Id };

    public static JsonObject Ask(string number) => new() { ["number"] = number, ["reason"] = "The same drivers" };

    public static JsonObject Lead(Account person, bool stays = true) => new() { ["person"] = person.Id, ["stays"] = stays, ["reason"] = "Moves to another desk" };

    public static JsonObject Restriction(Account supervisor) => new() { ["supervisor"] = supervisor.Id, ["reason"] = "A colleague is concerned" };

    public static JsonObject OfficialNumber(string word) => new() { ["authority"] = $"City court {word}", ["number"] = $"1/{word}", ["since"] = Yesterday };

    public static JsonObject EndedNumber() => new() { ["until"] = Yesterday, ["reason"] = "The case moved" };

    public static JsonObject Termination() => new() { ["ground"] = "not-proven", ["reason"] = "Nobody could be named" };

    public static JsonObject Referral(string word) => new() { ["court"] = $"City court {word}", ["referredAt"] = Now, ["reason"] = "The evidence suffices" };

    public static JsonObject Verdict(string word) =>
        new() { ["verdict"] = "guilty", ["court"] = $"City court {word}", ["decidedAt"] = Now, ["reason"] = "All counts" };

    public static JsonObject Closing(string? whyLeft = "The rest is for the file of the organisers") => new() { ["reason"] = "The verdict holds", ["whyLeft"] = whyLeft };

    private static string Now => TimeProvider.System.GetUtcNow().ToString("O");

    public static JsonObject SubFile(string word, Account supervisor) =>
        new() { ["title"] = $"Source {word}", ["supervisor"] = supervisor.Id, ["reason"] = "An informant would be at risk" };

    public static JsonObject Named(Account person) => new() { ["person"] = person.Id, ["reason"] = "Meets the source" };
}
