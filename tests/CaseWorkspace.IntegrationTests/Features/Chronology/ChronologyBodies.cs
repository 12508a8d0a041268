using System.Text.Json.Nodes;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <content>Of the chronology.</content>
public static partial class Bodies
{
    /// <summary>Of a crossing that nobody is named in, as a message said.</summary>
    public static JsonObject Occurrence(string word) => new() { ["content"] = OccurrenceContent(word), ["subFile"] = null };

    public static JsonObject CorrectedOccurrence(string word) => new()
    {
        ["content"] = OccurrenceContent(word).With("time", ReportedTime("2026-10", "2026-10-20")), ["reason"] = "It was earlier",
    };

    public static JsonObject ReportedTime(string from, string? until = null, string? zone = null) => new() { ["from"] = from, ["until"] = until, ["zone"] = zone };

    public static JsonObject OccurrenceContent(string word) => new()
    {
        ["time"] = ReportedTime("2026-10-20T14:05", null, "Asia/Tbilisi"), ["text"] = $"Crossing {word}", ["place"] = "Sarpi", ["country"] = "GE", ["people"] = new JsonArray(),
        ["restsOn"] = new JsonArray(), ["basis"] = "Message of the border police", ["sourceGrade"] = "B", ["informationGrade"] = "2", ["handlingCode"] = "H1", ["restriction"] = null,
    };
}
