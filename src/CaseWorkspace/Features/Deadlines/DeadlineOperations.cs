using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Features.Access.RuleRows;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>What can be done with the clocks of a file, and with deadlines.</summary>
public static class DeadlineOperations
{
    public static readonly Operation Start = new("clock.start", Processing.Collection);
    public static readonly Operation Correct = new("clock.correct", Processing.Alteration);
    public static readonly Operation Meet = new("clock.meet", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation OpenAgain = new("clock.open-again", Processing.Alteration);
    public static readonly Operation Stop = new("clock.stop", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Resume = new("clock.resume", Processing.Alteration);
    public static readonly Operation View = new("clock.view", Processing.Consultation);
    public static readonly Operation ListClocks = new("clock.list-of-file", Processing.Consultation);
    public static readonly Operation ListOfFile = new("deadline.list-of-file", Processing.Consultation);
    public static readonly Operation List = new("deadline.list", Processing.Consultation);
    public static readonly Operation Export = new("deadline.export", Processing.Disclosure);

    /// <summary>What the reader was told of deadlines.</summary>
    public static readonly Operation ListNotices = new("deadline.list-notices", Processing.Consultation);

    /// <summary>Clocks whose next limit is near, on the desk.</summary>
    public static readonly Operation ListWaiting = new("clock.list-waiting", Processing.Consultation);

    /// <summary>Who may do it: one row for an operation and a role. What has no row is refused.</summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        .. OnFile(Start),
        .. OnFile(Correct),
        .. OnFile(Meet),
        .. OnFile(OpenAgain),
        .. OnFile(Stop),
        .. OnFile(Resume),
        .. Looking(View),
        .. Looking(ListClocks),
        .. Looking(ListOfFile),
        .. OnFile(List),
        .. OnFile(Export),
        .. OnFile(ListWaiting),
        .. OnFile(ListNotices),
        new(ListNotices, Role.LiaisonOfficer, [Relation.AddressedLiaisonOfficer]),
    ];
}
