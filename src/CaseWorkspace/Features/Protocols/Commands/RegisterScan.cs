using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Protocols;

/// <summary>What the body of the request holds.</summary>
public sealed record NewScan(string Description);

/// <summary>
/// Registers the item that takes in the scan of the signed paper, where the protocol lies. The content is uploaded to that, and sealed, as any item's: the
/// signed paper is evidence.
/// </summary>
public sealed record RegisterScan(Guid Target, long? SeenVersion, string Description) : IAct<RegisterScan, ActionProtocol>
{
    private const string Document = "document";

    private static readonly InlineValidator<RegisterScan> Shape = new()
    {
        rules => rules.RuleFor(command => command.Description).NotEmpty().MaximumLength(ProtocolContentRules.LongestRemark),
    };

    public static Act<ActionProtocol> Act { get; } = new("register-scan", ProtocolOperations.RegisterScan, WhyNot);

    /// <summary>The item.</summary>
    [JsonIgnore]
    public Guid Item { get; } = Guid.CreateVersion7();

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(ActionProtocol protocol, ActContext who) =>
        protocol.State is not (ActionProtocol.States.Final or ActionProtocol.States.Corrected) ? Refusal.Rule("protocol-not-signed")
            : protocol.Scan is null ? null : Refusal.Rule("has-scan");

    public Decision DecideOn(ActionProtocol state, DecisionContext context) =>
        Decision.Accept(new ProtocolScanRegistered(Item, context.Actor.Id, context.Now))
            .Leaving(new ThingFound(Document, Description.Trim(), context.Now, state.Content.Place, state.Content.DoneByPost, null) { Id = Item });
}
