using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Features.Access.RuleRows;
using static CaseWorkspace.Platform.Actors.Role;

namespace CaseWorkspace.Features.Access;

/// <summary>What can be done with access itself.</summary>
public static class AccessOperations
{
    /// <summary>Finding colleagues by name, role and unit, to name them; says nothing of any file.</summary>
    public static readonly Operation ListColleagues = new("colleague.list", Processing.Consultation, IsOfNoFile: true);

    /// <summary>The auditor sees who can see a file, by number and name alone.</summary>
    public static readonly Operation OverseeAccess = new("access.oversee-standing", Processing.Consultation);

    /// <summary>People who work on a file see who can see it and why, now or on a date.</summary>
    public static readonly Operation ViewAccess = new("access.view-standing", Processing.Consultation);

    /// <summary>Entering a file to which one has no relation, for a stated reason and four hours.</summary>
    public static readonly Operation EmergencyAccess = new("access.break-glass", Processing.Consultation);

    /// <summary>A person who took emergency access ends it before its time.</summary>
    public static readonly Operation CloseEmergencyAccess = new("access.close-glass", Processing.Alteration) { InClosedFile = true };

    /// <summary>The own emergency access that lasts: for the band across one's pages.</summary>
    public static readonly Operation ListOwnEmergencyAccess = new("access.list-own-break-glass", Processing.Consultation, IsOfNoFile: true);

    /// <summary>The auditor sees every emergency access, and which want a review.</summary>
    public static readonly Operation ListEmergencyAccess = new("access.list-break-glass", Processing.Consultation);

    /// <summary>People who lead or supervise files see emergency access to them.</summary>
    public static readonly Operation ListEmergencyAccessToFile = new("access.list-break-glass-of-file", Processing.Consultation);

    /// <summary>The auditor sees everything that was looked at by emergency access.</summary>
    public static readonly Operation ViewSeen = new("access.view-seen-under-break-glass", Processing.Consultation);

    /// <summary>The auditor says whether it was justified, and which measures follow.</summary>
    public static readonly Operation ReviewEmergencyAccess = new("access.review-break-glass", Processing.Alteration) { InClosedFile = true };

    /// <summary>The auditor lets a person enter in an emergency again, whose entry is not reviewed yet or was not justified.</summary>
    public static readonly Operation ReopenEmergencyAccess = new("access.reopen-break-glass", Processing.Alteration) { InClosedFile = true };

    /// <summary>Lending the relations of one who is away to a colleague of the same role, for a period.</summary>
    public static readonly Operation NameStandIn = new("access.name-stand-in", Processing.Alteration);

    /// <summary>Ending that before its time.</summary>
    public static readonly Operation EndStandIn = new("access.end-stand-in", Processing.Alteration);

    /// <summary>Who stands in for whom, as far as it concerns the reader.</summary>
    public static readonly Operation ListStandIns = new("access.list-stand-ins", Processing.Consultation, IsOfNoFile: true);

    /// <summary>The operator's command corrects a row of the tables of access that is not what the events make of it.</summary>
    public static readonly Operation Rebuild = new("access.rebuild", Processing.Alteration);

    /// <summary>Who may do it: one row for an operation and a role. What has no row is refused.</summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        // Colleagues and one's own desk
        new(ListColleagues, Investigator, []),
        new(ListColleagues, Supervisor, []),
        new(ListColleagues, Prosecutor, []),
        new(ListColleagues, LiaisonOfficer, []),

        // Entering a file without a relation to it
        .. Anywhere(EmergencyAccess, "no relation to the file; sealed sub-files stay sealed; no entry of one's own that is not reviewed, or was not justified, unless the auditor allowed it again", stepUp: true),
        .. Anywhere(ListOwnEmergencyAccess),
        new(CloseEmergencyAccess, Investigator, [Relation.EmergencyAccess], "one's own"),
        new(CloseEmergencyAccess, Supervisor, [Relation.EmergencyAccess], "one's own"),
        new(CloseEmergencyAccess, Prosecutor, [Relation.EmergencyAccess], "one's own"),
        new(ListEmergencyAccess, Auditor, []),
        .. LedBy(ListEmergencyAccessToFile),
        new(ViewSeen, Auditor, []),
        new(ReviewEmergencyAccess, Auditor, [], "four eyes: not one's own"),
        new(ReopenEmergencyAccess, Auditor, [], "four eyes: not one's own"),

        // Standing in for somebody who is away
        .. Anywhere(NameStandIn, "of the same role; one's own, or a supervisor's unit's"),
        new(NameStandIn, LiaisonOfficer, [], "of the same role; one's own"),
        .. Anywhere(EndStandIn, "one's own, or one that one named"),
        new(EndStandIn, LiaisonOfficer, [], "one's own, or one that one named"),
        .. Anywhere(ListStandIns, "those that concern the reader"),
        new(ListStandIns, LiaisonOfficer, [], "those that concern the reader"),

        // Who can see a file, and who did
        .. OnFile(ViewAccess),
        new(OverseeAccess, Auditor, [], "numbers and names, never content"),

        // For the operator
        new(Rebuild, Role.System, []),
    ];
}
