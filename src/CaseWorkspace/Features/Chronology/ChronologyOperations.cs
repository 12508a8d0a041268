using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Features.Access.RuleRows;

namespace CaseWorkspace.Features.Chronology;

/// <summary>What can be done with the chronology of a file.</summary>
public static class ChronologyOperations
{
    public static readonly Operation Record = new("occurrence.record", Processing.Collection);
    public static readonly Operation Correct = new("occurrence.correct", Processing.Alteration);
    public static readonly Operation Withdraw = new("occurrence.withdraw", Processing.Alteration);
    public static readonly Operation Restore = new("occurrence.restore", Processing.Alteration);
    public static readonly Operation View = new("occurrence.view", Processing.Consultation);
    public static readonly Operation ListOfFile = new("occurrence.list-of-file", Processing.Consultation);
    public static readonly Operation List = new("occurrence.list", Processing.Consultation);

    /// <summary>The people and sources that an entry can name.</summary>
    public static readonly Operation ListNamed = new("occurrence.list-named", Processing.Consultation);

    /// <summary>Who may do it: one row for an operation and a role. What has no row is refused.</summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        .. OnFile(Record),
        .. OnFile(Correct),
        .. OnFile(Withdraw),
        .. OnFile(Restore),
        .. Looking(View),
        .. Looking(ListOfFile),
        .. OnFile(List),
        .. Looking(ListNamed),
    ];
}
