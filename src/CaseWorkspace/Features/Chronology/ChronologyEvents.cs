namespace CaseWorkspace.Features.Chronology;

/// <summary>When something happened, as it was reported: in local time, as exactly as it is known.</summary>
/// <param name="From">The minute, the day or the month, e.g. <c>2026-11-20T14:05</c>, <c>2026-11-20</c>, <c>2026-11</c>; with <paramref name="Until"/>, after which it happened.</param>
/// <param name="Until">Before which it happened, in the same forms; null: it is known as exactly as <paramref name="From"/> says.</param>
/// <param name="Zone">In whose time that is said: a code of the list <c>time-zone</c>; null: not known, and counted in Georgia's.</param>
public sealed record ReportedTime(string From, string? Until = null, string? Zone = null);

/// <summary>What happened in the world, as far as it is known.</summary>
/// <param name="Country">A code of two letters of the list <c>citizenship</c> (ISO 3166-1); null: not known.</param>
/// <param name="People">Records in the same file: the people who took part.</param>
/// <param name="RestsOn">The things of the same file on which it rests: items, protocols, requests and their answers.</param>
/// <param name="Basis">On what it rests, in words: a message, a statement that is no thing of the file; null: what <paramref name="RestsOn"/> names says it.</param>
/// <param name="SourceGrade">A code of the list <c>source-grade</c>.</param>
/// <param name="InformationGrade">A code of the list <c>information-grade</c>.</param>
/// <param name="HandlingCode">A code of the list <c>handling-code</c>.</param>
public sealed record OccurrenceContent(
    ReportedTime Time,
    [property: FreeText, PersonalData] string Text,
    [property: FreeText, PersonalData] string? Place,
    string? Country,
    Guid[] People,
    Guid[] RestsOn,
    [property: FreeText, PersonalData] string? Basis,
    string SourceGrade,
    string InformationGrade,
    string HandlingCode,
    [property: FreeText] string? Restriction);

/// <summary>Something was recorded that happened in the world.</summary>
/// <param name="Earliest">The first minute in which it can have happened, as the reported time was counted then.</param>
/// <param name="Latest">The last one.</param>
/// <param name="SubFile">The sealed sub-file in which the entry lies; null: open in the file.</param>
public sealed record OccurrenceRecorded(
    Guid File, string Number, OccurrenceContent Content, DateTimeOffset Earliest, DateTimeOffset Latest, Guid By, DateTimeOffset At, Guid? SubFile = null);

/// <summary>What was recorded was wrong, or more is known; the earlier words stay in the history.</summary>
/// <param name="Earliest">The first minute in which it can have happened.</param>
/// <param name="Latest">The last one.</param>
public sealed record OccurrenceCorrected(
    OccurrenceContent Content, DateTimeOffset Earliest, DateTimeOffset Latest, [property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>It does not hold, as far as is known; it stays in the history.</summary>
public sealed record OccurrenceWithdrawn([property: FreeText] string Reason, Guid By, DateTimeOffset At);

/// <summary>It was withdrawn by mistake: it holds again.</summary>
public sealed record OccurrenceRestored([property: FreeText] string Reason, Guid By, DateTimeOffset At);
