using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>Rules that several acts on clocks have in common.</summary>
internal static class ClockRules
{
    /// <summary>How long the name of an authority may be.</summary>
    internal const int LongestAuthority = 200;

    /// <summary>How long a note may be.</summary>
    internal const int LongestNote = 1000;

    /// <summary>How far ahead a hearing can be set: beyond it, a digit must be wrong.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(3 * 365);

    /// <summary>How far back anything can have happened.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20 * 365);

    /// <summary>Why nothing more is counted; null: the clock runs.</summary>
    public static Refusal? WhyNotRunning(CaseClock clock) => clock.Stop is null ? null : Refusal.Rule("clock-is-stopped");

    /// <summary>What is at fault in the person whom it concerns; null: nothing, or it concerns nobody. An item is no person.</summary>
    public static Decision? RefusePerson(Guid? person, DecisionContext context) =>
        person is { } one && !AllFeatures.Things.Is(context.Used.GetValueOrDefault(one), thing => thing.IsPerson) ? Decision.Refuse("clock-needs-person", "person") : null;

    /// <summary>What is at fault in the time from which it counts; null: nothing. What happened lies behind, a hearing may lie ahead.</summary>
    public static Decision? RefuseTime(string start, DateTimeOffset from, DecisionContext context) =>
        from < context.Now - Longest ? Decision.Refuse("too-long-ago", "countsFrom")
        : LimitRules.IsToCome(start)
            ? from > context.Now + Furthest ? Decision.Refuse("too-far-ahead", "countsFrom") : null
            : context.IsAhead(from) ? Decision.Refuse("in-future", "countsFrom") : null;
}
