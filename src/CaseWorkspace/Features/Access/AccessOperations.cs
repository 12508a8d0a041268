using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Access;

/// <summary>What can be done with access itself.</summary>
public static class AccessOperations
{
    /// <summary>Finding colleagues by name, role and unit, to name them; says nothing of any file.</summary>
    public static readonly Operation ListColleagues = new("colleague.list", Processing.Consultation, IsOfNoFile: true);

    /// <summary>The auditor sees who can see a file, by number and name alone.</summary>
    public static readonly Operation OverseeStanding = new("access.oversee-standing", Processing.Consultation);

    /// <summary>People who work on a file see who can see it and why, now or on a date.</summary>
    public static readonly Operation ViewStanding = new("access.view-standing", Processing.Consultation);

    /// <summary>Entering a file to which one has no relation, for a stated reason and four hours.</summary>
    public static readonly Operation BreakGlass = new("access.break-glass", Processing.Consultation);

    /// <summary>A person who broke the glass ends it before its time.</summary>
    public static readonly Operation CloseGlass = new("access.close-glass", Processing.Alteration);

    /// <summary>The glass that one broke oneself and that lasts: for the band across one's pages.</summary>
    public static readonly Operation ListOwnGlass = new("access.list-own-break-glass", Processing.Consultation, IsOfNoFile: true);

    /// <summary>The auditor sees every glass that was broken, and which want a review.</summary>
    public static readonly Operation ListGlass = new("access.list-break-glass", Processing.Consultation);

    /// <summary>People who lead or supervise files see the glass that was broken in them.</summary>
    public static readonly Operation ListGlassOfFile = new("access.list-break-glass-of-file", Processing.Consultation);

    /// <summary>The auditor sees everything that was looked at through a broken glass.</summary>
    public static readonly Operation ViewSeen = new("access.view-seen-under-break-glass", Processing.Consultation);

    /// <summary>The auditor says whether it was justified, and which measures follow.</summary>
    public static readonly Operation ReviewGlass = new("access.review-break-glass", Processing.Alteration);

    /// <summary>The auditor lets a person enter in an emergency again, whose entry is not reviewed yet or was not justified.</summary>
    public static readonly Operation ReopenGlass = new("access.reopen-break-glass", Processing.Alteration);

    /// <summary>Lending the relations of one who is away to a colleague of the same role, for a period.</summary>
    public static readonly Operation NameStandIn = new("access.name-stand-in", Processing.Alteration);

    /// <summary>Ending that before its time.</summary>
    public static readonly Operation EndStandIn = new("access.end-stand-in", Processing.Alteration);

    /// <summary>Who stands in for whom, as far as it concerns the reader.</summary>
    public static readonly Operation ListStandIns = new("access.list-stand-ins", Processing.Consultation, IsOfNoFile: true);

    /// <summary>The operator's command corrects a row of the tables of access that is not what the events make of it.</summary>
    public static readonly Operation Rebuild = new("access.rebuild", Processing.Alteration);
}
