using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>The court's ruling or the prosecutor's decree on which something rests.</summary>
/// <param name="Basis">A code of the list <c>covert-basis</c>.</param>
/// <param name="By">The court, or who gave the decree.</param>
/// <param name="Number">Null: it has none.</param>
/// <param name="On">Its day.</param>
public sealed record CovertRuling(string Basis, [property: FreeText] string By, [property: FreeText] string? Number, DateTimeOffset On);

/// <summary>What was authorised.</summary>
/// <param name="Kind">A code of the list <c>covert-measure</c>.</param>
/// <param name="KindWords">What kind it is, where the list has none.</param>
/// <param name="Ruling">On what the first period rests.</param>
/// <param name="Person">The record of the person against whom it is directed; null: none is recorded.</param>
/// <param name="Whom">Against whom, in words, where nobody is recorded or more is to be said.</param>
/// <param name="OnWhat">The number, place, account or device.</param>
/// <param name="From">When the first period begins.</param>
/// <param name="Until">When it ends.</param>
public sealed record CovertContent(
    string Kind,
    [property: FreeText] string? KindWords,
    CovertRuling Ruling,
    Guid? Person,
    [property: FreeText, PersonalData] string? Whom,
    [property: FreeText, PersonalData] string OnWhat,
    DateTimeOffset From,
    DateTimeOffset Until);

/// <summary>A covert measure that was authorised was recorded, in a sealed sub-file.</summary>
/// <param name="ControlDue">Until when a court controls an urgent one, as the table of terms said then; null: no control is owed.</param>
/// <param name="SubFile">The sealed sub-file in which it lies.</param>
public sealed record CovertMeasureRecorded(Guid File, string Number, CovertContent Content, DateTimeOffset? ControlDue, Guid By, DateTimeOffset At, Guid SubFile);

/// <summary>Something else was authorised than was written.</summary>
public sealed record CovertMeasureCorrected(CovertContent Content, DateTimeOffset? ControlDue, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>It was recorded by mistake: there is no such measure.</summary>
public sealed record CovertMeasureWithdrawn([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>It goes on, by a ruling of its own.</summary>
/// <param name="Until">Its new end.</param>
public sealed record CovertMeasureExtended(CovertRuling Ruling, DateTimeOffset Until, Guid By, DateTimeOffset At);

/// <summary>A court controlled the measure that was begun in urgency.</summary>
/// <param name="Finding">A code of the list <c>court-control-finding</c>.</param>
/// <param name="RulingNumber">The number of its ruling; null: it has none.</param>
/// <param name="RuledOn">The day of the ruling.</param>
public sealed record CovertControlRecorded(
    string Finding, [property: FreeText] string Court, [property: FreeText] string? RulingNumber, DateTimeOffset RuledOn, Guid By, DateTimeOffset At);

/// <summary>It is over.</summary>
/// <param name="Ground">Why: a code of the list <c>covert-end</c>.</param>
/// <param name="NotifyDue">Until when the person is to be notified, as the table of terms said then; null: it says nothing.</param>
public sealed record CovertMeasureEnded(
    string Ground, DateTimeOffset EndedAt, [property: FreeText] string? Note, DateTimeOffset? NotifyDue, Guid By, DateTimeOffset At);

/// <summary>The person is notified later, by a decree or ruling.</summary>
/// <param name="Until">Until when.</param>
public sealed record CovertNotificationPostponed(CovertRuling Ruling, DateTimeOffset Until, Guid By, DateTimeOffset At);

/// <summary>The person was notified.</summary>
/// <param name="How">A code of the list <c>covert-service</c>.</param>
/// <param name="ToWhom">Who received it.</param>
/// <param name="SettleDue">Until when it is settled what becomes of the material, as the table of terms said then; null: it says nothing.</param>
public sealed record CovertNotificationServed(
    DateTimeOffset ServedAt, string How, [property: FreeText, PersonalData] string ToWhom, DateTimeOffset? SettleDue, Guid By, DateTimeOffset At);

/// <summary>What the measure yielded was destroyed, or is kept as evidence.</summary>
/// <param name="Outcome">A code of the list <c>covert-material</c>.</param>
/// <param name="DoneBy">Who destroyed it, or took it over.</param>
/// <param name="Reason">On which ground.</param>
/// <param name="DrawnUp">The protocol drawn up of it; null: none in this file.</param>
public sealed record CovertMaterialSettled(
    string Outcome, DateTimeOffset SettledAt, [property: FreeText, PersonalData] string DoneBy, [property: FreeText] string Reason, Guid? DrawnUp, Guid By, DateTimeOffset At);

/// <summary>What was recorded last of it did not happen so.</summary>
/// <param name="Step">What: a code of the list <c>covert-step</c>.</param>
public sealed record CovertStepTakenBack(string Step, [property: FreeText] string Reason, Guid By, DateTimeOffset At);
