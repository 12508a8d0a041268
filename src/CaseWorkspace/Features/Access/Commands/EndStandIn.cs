using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Access;

/// <summary>What the body of the request holds.</summary>
public sealed record EndedStandIn(string Reason);

/// <summary>A person who was away is back, or another stands in: ends standing in before its time.</summary>
public sealed record EndStandIn(Guid Target, string Reason) : IAct<EndStandIn, StandIn>
{
    private static readonly InlineValidator<EndStandIn> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<StandIn> Act { get; } = new("end", AccessOperations.EndStandIn, WhyNot);

    public Guid? Scope => null;

    public IValidator Rules => Shape;

    // Nothing of it is shown to anybody but the three whom it concerns (StandInList): to others it is not there.
    public static Refusal? WhyNot(StandIn standIn, ActContext who) =>
        who.Actor.Id == standIn.Away || who.Actor.Id == standIn.Person || who.Actor.Id == standIn.NamedBy ? null : Refusal.Missing;

    public Decision DecideOn(StandIn state, DecisionContext context) =>
        state.Until <= context.Now ? Decision.Accept() : Decision.Accept(new StandInEnded(Reason.Trim()));
}
