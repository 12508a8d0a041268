using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Protocols;

/// <summary>Gives the draft up, with a reason. It stays in the file, as withdrawn. From what items were registered stays a protocol.</summary>
public sealed record WithdrawProtocol(Guid Target, long? SeenVersion, string Reason) : IAct<WithdrawProtocol, ActionProtocol>
{
    private static readonly InlineValidator<WithdrawProtocol> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<ActionProtocol> Act { get; } = new("withdraw", ProtocolOperations.Withdraw, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(ActionProtocol protocol, ActContext who) =>
        ProtocolRules.WhyNotDraft(protocol)
            ?? ProtocolRules.WhyNotTheirs(protocol, who)
            ?? (protocol.Exhibits.Any(exhibit => exhibit.From == protocol.Id) ? Refusal.Rule("has-exhibits") : null);

    public Decision DecideOn(ActionProtocol state, DecisionContext context)
    {
        var decision = Decision.Accept(new ProtocolWithdrawn(Reason.Trim(), context.Actor.Id, context.Now));
        return state.Corrects is { } first ? decision.And(first, new ProtocolCorrectionDropped(Target, state.Number, context.Actor.Id, context.Now)) : decision;
    }
}
