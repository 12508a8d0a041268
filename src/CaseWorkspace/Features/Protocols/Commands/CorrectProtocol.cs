using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Protocols;

/// <summary>Begins a second protocol that is to correct this one. The first stays as it was signed; from the second's signature on, it says by which it is corrected.</summary>
public sealed record CorrectProtocol(Guid Target, long? SeenVersion, string Reason) : IAct<CorrectProtocol, ActionProtocol>
{
    private static readonly InlineValidator<CorrectProtocol> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<ActionProtocol> Act { get; } = new("correct", ProtocolOperations.Correct, WhyNot);

    /// <summary>The second protocol.</summary>
    [JsonIgnore]
    public Guid Second { get; } = Guid.CreateVersion7();

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(ActionProtocol protocol, ActContext who) =>
        protocol.State is not ActionProtocol.States.Final ? Refusal.Rule("protocol-not-signed")
            : protocol.Correction is not null ? Refusal.Rule("correction-begun")
            : ProtocolRules.WhyNotTheirs(protocol, who);

    public Decision DecideOn(ActionProtocol state, DecisionContext context) =>
        Decision.Accept(new ProtocolCorrectionBegun(Second, Reason.Trim(), context.Actor.Id, context.Now)).Leaving(new CorrectionLeft(state) { Id = Second });
}
