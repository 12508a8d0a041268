namespace CaseWorkspace.Features.Deadlines;

/// <summary>Something that is due only after a limit behind which the court takes nothing any more.</summary>
/// <param name="Row">The deadline that comes too late.</param>
/// <param name="Limit">The limit.</param>
public sealed record LateDeadline(DeadlineRow Row, ClockLimit Limit);

/// <summary>
/// Deadlines counted backwards: until when an answer from abroad, a task, a review has to be done, because the file closes for evidence then. A request has
/// a clock of its own, which knows nothing of the arrest.
/// </summary>
/// <param name="Limit">The nearest limit to come that closes the file for evidence; null: none runs.</param>
/// <param name="Late">What is due only after it, the nearest first.</param>
public sealed record Backwards(ClockLimit? Limit, IReadOnlyList<LateDeadline> Late)
{
    /// <summary>Of the deadlines and clocks of one file.</summary>
    public static Backwards Of(IEnumerable<DeadlineRow> deadlines, IEnumerable<CaseClock> clocks, DateTimeOffset now) =>
        clocks.Where(clock => clock.Stop is null).SelectMany(clock => clock.Limits)
            .Where(limit => limit.MetAt is null && limit.Due > now && LimitRules.IsClosing(limit.Rule))
            .MinBy(limit => limit.Due) is not { } closing
            ? new Backwards(null, [])
            : new Backwards(closing, [.. deadlines.Where(row => row.Kind is not DeadlineThings.Clock && row.Due > closing.Due).OrderBy(row => row.Due).Select(row => new LateDeadline(row, closing))]);
}
