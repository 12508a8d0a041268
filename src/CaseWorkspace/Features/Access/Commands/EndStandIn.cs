using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Access;

/// <summary>What the body of the request holds.</summary>
public sealed record EndedStandIn(string Reason);

/// <summary>A person who was away is back, or another stands in: ends standing in before its time.</summary>
public sealed record EndStandIn(Guid Target, string Reason) : ICommand<StandIn>
{
    private static readonly InlineValidator<EndStandIn> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public Operation Operation => AccessOperations.EndStandIn;

    public Guid? Scope => null;

    public IValidator Rules => Shape;

    // Nothing of it is shown to anybody but the three whom it concerns: to others it is not there.
    public Decision Decide(StandIn? state, DecisionContext context) => state switch
    {
        null => Decision.Missing,
        _ when context.Actor.Id != state.Away && context.Actor.Id != state.Person && context.Actor.Id != state.NamedBy => Decision.Missing,
        _ when state.Until <= context.Now => Decision.Accept(),
        _ => Decision.Accept(new StandInEnded(Reason.Trim())),
    };
}
