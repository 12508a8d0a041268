using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>What can be done with a clock, in the order to show. Each command states its own precondition; page, desk and API ask it here.</summary>
public static class DeadlineActs
{
    /// <summary>All of them.</summary>
    public static readonly Acts<CaseClock> All = new(MeetLimit.Act, OpenLimitAgain.Act, CorrectClock.Act, StopClock.Act, ResumeClock.Act);
}
