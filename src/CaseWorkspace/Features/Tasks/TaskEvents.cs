namespace CaseWorkspace.Features.Tasks;

/// <summary>Somebody is to do something in the file.</summary>
/// <param name="Ground">From what it came: a code of the list <c>task-ground</c>.</param>
/// <param name="What">In a line; null where a review asked for it. No title: lists that tell titles before somebody says why they look would tell it.</param>
/// <param name="RestsOn">The thing of the same file on which it rests; null: on nothing.</param>
/// <param name="Owner">Who is to do it; null: the lead of the file at the time.</param>
/// <param name="Due">Until when; null: without a deadline.</param>
/// <param name="Template">A code of the list <c>task-template</c>; null: from none.</param>
/// <param name="SubFile">The sealed sub-file in which it lies; null: open in the file.</param>
public sealed record TaskMade(
    Guid File, string Number, string Ground, [property: FreeText] string? What, [property: FreeText] string? Text, Guid? RestsOn, Guid? Owner,
    DateTimeOffset? Due, string? Template, Guid MadeBy, DateTimeOffset MadeAt, Guid? SubFile = null);

/// <summary>The supervising prosecutor gave an instruction, which binds the investigator.</summary>
/// <param name="RestsOn">The thing of the same file on which it rests; null: on nothing.</param>
/// <param name="Owner">Who is to comply; null: the lead of the file at the time.</param>
/// <param name="SubFile">The sealed sub-file in which it lies; null: open in the file.</param>
public sealed record InstructionGiven(
    Guid File, string Number, [property: FreeText] string Text, Guid? RestsOn, Guid? Owner, DateTimeOffset Due, Guid GivenBy, DateTimeOffset GivenAt,
    Guid? SubFile = null);

/// <summary>What an instruction says.</summary>
public sealed record InstructionContent([property: FreeText] string Text, Guid? RestsOn, Guid? Owner, DateTimeOffset Due);

/// <summary>The prosecutor changed the instruction; the earlier words stay.</summary>
public sealed record InstructionChanged(InstructionContent Content, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>The prosecutor took the instruction back; it stays in the file.</summary>
public sealed record InstructionWithdrawn([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>Somebody reported to the prosecutor what became of the instruction.</summary>
/// <param name="Outcome">A code of the list <c>task-outcome</c>.</param>
/// <param name="Text">The reply; where it could not be done, why.</param>
public sealed record ComplianceReported(string Outcome, [property: FreeText] string Text, Guid By, DateTimeOffset At);

/// <summary>The prosecutor took the report as it is.</summary>
public sealed record ComplianceAccepted([property: FreeText] string? Note, Guid By, DateTimeOffset At);

/// <summary>The prosecutor sent the report back: the instruction is open again.</summary>
public sealed record ComplianceReturned([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>A task was done, or could not be.</summary>
/// <param name="Outcome">A code of the list <c>task-outcome</c>.</param>
/// <param name="Note">What came of it; where it was not done, why.</param>
public sealed record TaskSettled(string Outcome, [property: FreeText] string? Note, Guid By, DateTimeOffset At);

/// <summary>Somebody else is to do it.</summary>
/// <param name="Owner">Who; null: the lead of the file at the time.</param>
public sealed record TaskHandedOver(Guid? Owner, [property: FreeText] string? Note, Guid By, DateTimeOffset At);

/// <summary>The task has until another time.</summary>
/// <param name="Due">Until when; null: without a deadline.</param>
public sealed record TaskDeadlineMoved(DateTimeOffset? Due, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>What was settled is open again.</summary>
public sealed record TaskReopened([property: FreeText] string Reason, Guid By, DateTimeOffset At);
