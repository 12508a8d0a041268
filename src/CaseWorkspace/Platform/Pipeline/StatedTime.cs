namespace CaseWorkspace.Platform.Pipeline;

/// <summary>Times that people state of what they did or saw: never ahead of ours, never before what had to come first.</summary>
public static class StatedTime
{
    /// <summary>How far the clock by which somebody states a time may be from ours; forms ask for whole minutes.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>Whether the time has not come yet.</summary>
    public static bool IsAhead(this DecisionContext context, DateTimeOffset stated) => stated > context.Now + Skew;

    /// <summary>Whether the time lies before what happened; never when nothing did.</summary>
    public static bool Precedes(this DateTimeOffset stated, DateTimeOffset? happened) => stated < happened - Skew;
}
