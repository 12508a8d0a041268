using System.Text.Json.Nodes;

namespace CaseWorkspace.IntegrationTests.Fixtures;

/// <content>Of emergency access and stand-ins.</content>
public static partial class Bodies
{
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
}
