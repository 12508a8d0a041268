using System.Text.Json.Nodes;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <content>Of clocks.</content>
public static partial class Bodies
{
    private static DateTimeOffset InTenDays => TimeProvider.System.GetUtcNow().AddDays(10);

    /// <summary>Of a pre-trial hearing in ten days.</summary>
    public static JsonObject Clock(string word) => new()
    {
        ["start"] = "pre-trial-hearing", ["countsFrom"] = InTenDays, ["person"] = null, ["authority"] = $"Court {word}", ["subFile"] = null,
    };

    /// <summary>Of an arrest an hour ago.</summary>
    public static JsonObject Arrest(Guid person) => new()
    {
        ["start"] = "arrest", ["countsFrom"] = TimeProvider.System.GetUtcNow().AddHours(-1), ["person"] = person, ["authority"] = "The patrol", ["subFile"] = null,
    };

    public static JsonObject CorrectedClock(string word) => new()
    {
        ["countsFrom"] = InTenDays.AddDays(1), ["authority"] = $"City court {word}", ["reason"] = "The court moved it",
    };

    public static JsonObject MetLimit(string rule = "exchange-of-evidence") => new()
    {
        ["rule"] = rule, ["metAt"] = TimeProvider.System.GetUtcNow().AddMinutes(-1), ["note"] = "Handed over against a signature",
    };

    public static JsonObject OpenedLimit(string rule = "exchange-of-evidence") => new() { ["rule"] = rule, ["reason"] = "It was another file" };

    public static JsonObject StoppedClock(string ground = "hearing-cancelled") => new()
    {
        ["ground"] = ground, ["stoppedAt"] = TimeProvider.System.GetUtcNow().AddMinutes(-1), ["reason"] = "The court took it off its list",
    };
}
