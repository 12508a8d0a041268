using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Features.Access.RuleRows;
using static CaseWorkspace.Platform.Actors.Role;
using static CaseWorkspace.Platform.Policy.Relation;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What can be done with covert measures.</summary>
public static class CovertOperations
{
    public static readonly Operation Record = new("covert-measure.record", Processing.Collection);
    public static readonly Operation Correct = new("covert-measure.correct", Processing.Alteration);
    public static readonly Operation Extend = new("covert-measure.extend", Processing.Alteration);
    public static readonly Operation RecordControl = new("covert-measure.record-control", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation End = new("covert-measure.end", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Postpone = new("covert-measure.postpone", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Serve = new("covert-measure.serve", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Settle = new("covert-measure.settle", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation TakeBack = new("covert-measure.take-back", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Withdraw = new("covert-measure.withdraw", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation View = new("covert-measure.view", Processing.Consultation);
    public static readonly Operation ListOfFile = new("covert-measure.list-of-file", Processing.Consultation);
    public static readonly Operation List = new("covert-measure.list", Processing.Consultation);

    /// <summary>What is due soon, on the desk.</summary>
    public static readonly Operation ListWaiting = new("covert-measure.list-waiting", Processing.Consultation);

    /// <summary>
    /// Who may do it: one row for an operation and a role. What has no row is refused. Emergency access leads to none of it, also once the sub-file is unsealed.
    /// </summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        .. Working(Record),
        .. Working(Correct),
        .. Working(Extend),
        .. Working(RecordControl),
        .. Working(End),
        .. Working(Postpone),
        .. Working(Serve),
        .. Working(Settle),
        .. Working(TakeBack),
        .. Working(Withdraw),
        .. OnFile(View),
        .. OnFile(ListOfFile),
        .. OnFile(List),
        .. OnFile(ListWaiting),
    ];

    /// <summary>Who investigates, and the prosecutor, who moved for the ruling.</summary>
    private static IEnumerable<Rule> Working(Operation operation) =>
    [
        new(operation, Investigator, [Lead, Member]),
        new(operation, Supervisor, [Lead]),
        new(operation, Prosecutor, [SupervisingProsecutor]),
    ];
}
