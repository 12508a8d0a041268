using CaseWorkspace.Platform.Policy;
using static CaseWorkspace.Features.Access.RuleRows;
using static CaseWorkspace.Platform.Actors.Role;
using static CaseWorkspace.Platform.Policy.Relation;

namespace CaseWorkspace.Features.Protocols;

/// <summary>What can be done with protocols of investigative actions.</summary>
public static class ProtocolOperations
{
    private const string Whose = "who did the action or drafted the protocol; the lead";

    public static readonly Operation Draft = new("protocol.draft", Processing.Collection);
    public static readonly Operation Change = new("protocol.change", Processing.Alteration);
    public static readonly Operation Sign = new("protocol.sign", Processing.Alteration);
    public static readonly Operation Withdraw = new("protocol.withdraw", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation RecordControl = new("protocol.record-control", Processing.Alteration) { InClosedFile = true };
    public static readonly Operation Correct = new("protocol.correct", Processing.Collection);
    public static readonly Operation RegisterExhibits = new("protocol.register-exhibits", Processing.Collection);
    public static readonly Operation RegisterScan = new("protocol.register-scan", Processing.Collection);
    public static readonly Operation View = new("protocol.view", Processing.Consultation);

    /// <summary>As a form on paper.</summary>
    public static readonly Operation Print = new("protocol.print", Processing.Disclosure);

    public static readonly Operation ListOfFile = new("protocol.list-of-file", Processing.Consultation);
    public static readonly Operation List = new("protocol.list", Processing.Consultation);

    /// <summary>What waits for the person, on the desk.</summary>
    public static readonly Operation ListWaiting = new("protocol.list-waiting", Processing.Consultation);

    /// <summary>Who may do it: one row for an operation and a role. What has no row is refused.</summary>
    internal static IReadOnlyList<Rule> Rules { get; } =
    [
        .. Investigating(Draft),
        .. Investigating(Change, Whose),
        .. Investigating(Sign, "who did the action, and nobody else"),
        .. Investigating(Withdraw, Whose),
        .. Investigating(RecordControl),
        new(RecordControl, Prosecutor, [SupervisingProsecutor]),
        .. Investigating(Correct, Whose),
        .. Investigating(RegisterExhibits),
        .. Investigating(RegisterScan),
        .. Looking(View),
        .. OnFile(Print),
        .. Looking(ListOfFile),
        .. OnFile(List),
        .. OnFile(ListWaiting),
    ];

    private static IEnumerable<Rule> Investigating(Operation operation, string? condition = null) =>
    [
        new(operation, Investigator, [Lead, Member], condition),
        new(operation, Supervisor, [Lead], condition),
    ];
}
