namespace CaseWorkspace.Features.Deadlines;

/// <summary>Until when something has to have happened, as the table of rules said when the clock was started or corrected.</summary>
/// <param name="Rule">A code of the list <c>limit-rule</c>.</param>
public sealed record SetLimit(string Rule, DateTimeOffset Due);

/// <summary>Something happened, or is to happen, from which the law counts.</summary>
/// <param name="Start">What: a code of the list <c>clock-start</c>.</param>
/// <param name="Person">Whose record it concerns, in the same file; null: the file as a whole.</param>
/// <param name="CountsFrom">When it happened; of a hearing, when it takes place.</param>
/// <param name="Authority">Who arrested, or which court; null: not known.</param>
/// <param name="SubFile">The sealed sub-file in which the clock lies; null: open in the file.</param>
public sealed record ClockStarted(
    Guid File, string Number, string Start, Guid? Person, DateTimeOffset CountsFrom, [property: FreeText] string? Authority, SetLimit[] Limits,
    Guid StartedBy, DateTimeOffset StartedAt, Guid? SubFile = null);

/// <summary>It happened, or takes place, at another time than was said.</summary>
public sealed record ClockCorrected(
    DateTimeOffset CountsFrom, [property: FreeText] string? Authority, SetLimit[] Limits, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>What had to happen until a limit has happened.</summary>
/// <param name="Rule">A code of the list <c>limit-rule</c>.</param>
/// <param name="MetAt">When it happened; after the limit, it was too late.</param>
public sealed record LimitMet(string Rule, DateTimeOffset MetAt, [property: FreeText] string? Note, Guid By, DateTimeOffset At);

/// <summary>That it had happened was said by mistake.</summary>
/// <param name="Rule">A code of the list <c>limit-rule</c>.</param>
public sealed record LimitOpenedAgain(string Rule, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>Nothing is counted any more: the person was released, the hearing does not take place.</summary>
/// <param name="Ground">A code of the list <c>clock-stop</c>.</param>
/// <param name="StoppedAt">From when.</param>
public sealed record ClockStopped(string Ground, DateTimeOffset StoppedAt, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>It counts again: it was stopped by mistake.</summary>
public sealed record ClockResumed([property: FreeText] string Reason, Guid By, DateTimeOffset At);
