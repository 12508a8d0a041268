using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Features.Access.RuleRows;
using static CaseWorkspace.Platform.Actors.Role;
using static CaseWorkspace.Platform.Policy.Relation;

namespace CaseWorkspace.Features.Tasks;

/// <summary>What can be done with instructions and tasks.</summary>
public static class TaskOperations
{
    private const string OwnerOrLead = "who owns it, stands in for the owner, or leads the file";
    private const string Distributes = OwnerOrLead + "; the head of the unit";

    public static readonly Operation Instruct = new("task.instruct", Processing.Collection);
    public static readonly Operation ChangeInstruction = new("task.change-instruction", Processing.Alteration);
    public static readonly Operation WithdrawInstruction = new("task.withdraw-instruction", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Report = new("task.report", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation AcceptReport = new("task.accept-report", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation ReturnReport = new("task.return-report", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Make = new("task.make", Processing.Collection);
    public static readonly Operation UseTemplate = new("task.use-template", Processing.Collection);
    public static readonly Operation Settle = new("task.settle", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation HandOver = new("task.hand-over", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation MoveDeadline = new("task.move-deadline", Processing.Alteration);
    public static readonly Operation Reopen = new("task.reopen", Processing.Alteration);
    public static readonly Operation View = new("task.view", Processing.Consultation);
    public static readonly Operation ListOfFile = new("task.list-of-file", Processing.Consultation);
    public static readonly Operation List = new("task.list", Processing.Consultation);

    /// <summary>What waits for the person, on the desk.</summary>
    public static readonly Operation ListWaiting = new("task.list-waiting", Processing.Consultation);

    /// <summary>Who may do it: one row for an operation and a role. What has no row is refused.</summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        ByProsecutor(Instruct),
        ByProsecutor(ChangeInstruction),
        ByProsecutor(WithdrawInstruction),
        ByProsecutor(AcceptReport, "not the person who reported"),
        ByProsecutor(ReturnReport),
        .. Investigating(Report, OwnerOrLead),
        .. Distributing(Make),
        .. Distributing(UseTemplate),
        .. Investigating(Settle, OwnerOrLead),
        .. Distributing(HandOver, Distributes),
        .. Distributing(MoveDeadline, Distributes),
        .. Distributing(Reopen, Distributes),
        .. Looking(View),
        .. Looking(ListOfFile),
        .. OnFile(List),
        .. OnFile(ListWaiting),
    ];

    private static Rule ByProsecutor(Operation operation, string? condition = null) => new(operation, Prosecutor, [SupervisingProsecutor], condition);

    private static IEnumerable<Rule> Investigating(Operation operation, string? condition = null) =>
    [
        new(operation, Investigator, [Lead, Member], condition),
        new(operation, Supervisor, [Lead], condition),
    ];

    /// <summary>The people who investigate, and the head of their unit.</summary>
    private static IEnumerable<Rule> Distributing(Operation operation, string? condition = null) =>
    [
        new(operation, Investigator, [Lead, Member], condition),
        new(operation, Supervisor, [UnitSupervisor, Lead], condition),
    ];
}
