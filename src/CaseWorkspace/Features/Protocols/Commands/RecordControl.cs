using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Protocols;

/// <summary>What the body of the request holds.</summary>
/// <param name="Finding">A code of the list <c>court-control-finding</c>.</param>
/// <param name="RulingNumber">The number of the ruling; null: it has none.</param>
/// <param name="RuledOn">The day of the ruling.</param>
public sealed record NewControl(string Finding, string Court, string? RulingNumber, DateTimeOffset RuledOn);

/// <summary>Records what a court found of an action that was done in urgency. Recorded anew, the last counts; the earlier stays in the history.</summary>
public sealed record RecordControl(Guid Target, long? SeenVersion, string Finding, string Court, string? RulingNumber, DateTimeOffset RuledOn) : IAct<RecordControl, ActionProtocol>
{
    private static readonly InlineValidator<RecordControl> Shape = new()
    {
        rules => rules.RuleFor(command => command.Finding).IsCode("court-control-finding"),
        rules => rules.RuleFor(command => command.Court).NotEmpty().MaximumLength(300),
        rules => rules.RuleFor(command => command.RulingNumber).MaximumLength(100),
        rules => rules.RuleFor(command => command.RuledOn).NotEmpty(),
    };

    public static Act<ActionProtocol> Act { get; } = new("record-control", ProtocolOperations.RecordControl, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(ActionProtocol protocol, ActContext who) =>
        protocol.ControlDue is null ? Refusal.Rule("no-control-owed") : protocol.IsControlled ? null : Refusal.Rule("controlled-elsewhere");

    public Decision DecideOn(ActionProtocol state, DecisionContext context) =>
        context.IsAhead(RuledOn) ? Decision.Refuse("in-future", "ruledOn")
            : Decision.Accept(new CourtControlRecorded(
                Finding, Court.Trim(), RulingNumber.OrNothing(), RuledOn.ToUniversalTime(), context.Actor.Id, context.Now));
}
