using System.Text.Json.Nodes;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <content>Of covert measures.</content>
public static partial class Bodies
{
    private static DateTimeOffset Today => TimeProvider.System.GetUtcNow();

    /// <summary>A telephone, since ten days, for thirty, by a ruling.</summary>
    public static JsonObject CovertMeasure(string word) => new() { ["content"] = CovertContent(word) };

    /// <summary>The same since an hour, by a decree.</summary>
    public static JsonObject UrgentMeasure(string word)
    {
        var content = CovertContent(word);
        (content["ruling"], content["from"], content["until"]) = (CovertRuling("Prosecutor on duty", "prosecutor-decree", Today.AddHours(-2)), Today.AddHours(-1), Today.AddDays(2));
        return new JsonObject { ["content"] = content };
    }

    public static JsonObject CorrectedMeasure(string word) => new() { ["content"] = CovertContent($"{word} corrected"), ["reason"] = "A digit was wrong" };

    public static JsonObject Extension(string word) => new() { ["ruling"] = CovertRuling($"Court {word}", "court-ruling", Today.AddDays(-1)), ["until"] = Today.AddDays(50) };

    public static JsonObject CovertControl(string word) => new()
    {
        ["finding"] = "lawful", ["court"] = $"Court {word}", ["rulingNumber"] = "11/77", ["ruledOn"] = Today.AddMinutes(-5),
    };

    public static JsonObject EndedMeasure() => new() { ["ground"] = "aim-reached", ["endedAt"] = Today.AddMinutes(-4), ["note"] = "All was heard" };

    public static JsonObject Postponement(string word) => new() { ["ruling"] = CovertRuling($"Prosecutor {word}", "prosecutor-decree", Today), ["until"] = Today.AddMonths(12).AddMinutes(-1) };

    public static JsonObject ServedNotification(string word) => new() { ["servedAt"] = Today.AddMinutes(-3), ["how"] = "in-person", ["toWhom"] = $"Counsel {word}" };

    public static JsonObject SettledMaterial(string word, string outcome = "kept") => new()
    {
        ["outcome"] = outcome, ["settledAt"] = Today.AddMinutes(-2), ["doneBy"] = $"Custodian {word}", ["reason"] = "Of worth for the case", ["drawnUp"] = null,
    };

    private static JsonObject CovertContent(string word) => new()
    {
        ["kind"] = "telephone", ["kindWords"] = $"Calls {word}", ["ruling"] = CovertRuling("Tbilisi City Court", "court-ruling", Today.AddDays(-11)), ["person"] = null,
        ["whom"] = $"User of the number {word}", ["onWhat"] = $"+995 555 00 00 01 {word}", ["from"] = Today.AddDays(-10), ["until"] = Today.AddDays(20),
    };

    private static JsonObject CovertRuling(string by, string basis, DateTimeOffset on) => new() { ["basis"] = basis, ["by"] = by, ["number"] = "11/55", ["on"] = on };
}
