using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Chronology;

/// <summary>What the body of the request holds.</summary>
public sealed record RestoredOccurrence(string Reason);

/// <summary>It was withdrawn by mistake: it holds again, as it was.</summary>
public sealed record RestoreOccurrence(Guid Target, long? SeenVersion, string Reason) : IAct<RestoreOccurrence, Occurrence>
{
    private static readonly InlineValidator<RestoreOccurrence> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<Occurrence> Act { get; } = new("restore", ChronologyOperations.Restore, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(Occurrence occurrence, ActContext who) => occurrence.Withdrawal is null ? Refusal.Rule("occurrence-holds") : null;

    public Decision DecideOn(Occurrence state, DecisionContext context) => Decision.Accept(new OccurrenceRestored(Reason.Trim(), context.Actor.Id, context.Now));
}
