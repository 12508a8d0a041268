using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Access;

/// <summary>What can be done with access itself.</summary>
public static class AccessOperations
{
    public static readonly Operation ListColleagues = new("colleague.list", Processing.Consultation, IsOfNoFile: true);
    public static readonly Operation OverseeStanding = new("access.oversee-standing", Processing.Consultation);
    public static readonly Operation ViewStanding = new("access.view-standing", Processing.Consultation);

    public static readonly Operation BreakGlass = new("access.break-glass", Processing.Consultation);
    public static readonly Operation CloseGlass = new("access.close-glass", Processing.Alteration);
    public static readonly Operation ListOwnGlass = new("access.list-own-break-glass", Processing.Consultation, IsOfNoFile: true);
    public static readonly Operation ListGlass = new("access.list-break-glass", Processing.Consultation);
    public static readonly Operation ListGlassOfFile = new("access.list-break-glass-of-file", Processing.Consultation);
    public static readonly Operation ViewSeen = new("access.view-seen-under-break-glass", Processing.Consultation);
    public static readonly Operation ReviewGlass = new("access.review-break-glass", Processing.Alteration);

    public static readonly Operation NameStandIn = new("access.name-stand-in", Processing.Alteration);
    public static readonly Operation EndStandIn = new("access.end-stand-in", Processing.Alteration);
    public static readonly Operation ListStandIns = new("access.list-stand-ins", Processing.Consultation, IsOfNoFile: true);
}
