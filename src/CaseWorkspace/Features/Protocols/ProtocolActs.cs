using CaseWorkspace.Platform.Pipeline;

namespace CaseWorkspace.Features.Protocols;

/// <summary>What can be done with a protocol, in the order to show. Each command states its own precondition; page, desk and API ask it here.</summary>
public static class ProtocolActs
{
    /// <summary>All of them.</summary>
    public static readonly Acts<ActionProtocol> All = new(
        SignProtocol.Act, RecordControl.Act, RegisterExhibits.Act, RegisterScan.Act, ChangeProtocol.Act, CorrectProtocol.Act, WithdrawProtocol.Act);
}
