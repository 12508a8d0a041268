using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Protocols;

/// <summary>What the body of the request holds.</summary>
public sealed record ChangedProtocol(ProtocolContent Content);

/// <summary>The draft says something else; what it said before stays in the history.</summary>
public sealed record ChangeProtocol(Guid Target, long? SeenVersion, ProtocolContent Content) : IAct<ChangeProtocol, ActionProtocol>
{
    private static readonly InlineValidator<ChangeProtocol> Shape = new() { rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new ProtocolContentRules()) };

    public static Act<ActionProtocol> Act { get; } = new("change", ProtocolOperations.Change, WhyNot);

    public IReadOnlyList<Fact> Facts => [new PeopleNamed(Content.DoneBy)];

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(ActionProtocol protocol, ActContext who) => ProtocolRules.WhyNotDraft(protocol) ?? ProtocolRules.WhyNotTheirs(protocol, who);

    public Decision DecideOn(ActionProtocol state, DecisionContext context) =>
        ProtocolRules.RefuseContent(Content, context) ?? Decision.Accept(new ProtocolChanged(
            ProtocolRules.Trimmed(Content), CourtControlTerm.Due(Content.Basis, Content.Began.ToUniversalTime()), context.Actor.Id, context.Now));
}
