using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Chronology;

/// <summary>What the body of the request holds.</summary>
public sealed record WithdrawnOccurrence(string Reason);

/// <summary>It does not hold: it leaves the chronology, and stays in the history.</summary>
public sealed record WithdrawOccurrence(Guid Target, long? SeenVersion, string Reason) : IAct<WithdrawOccurrence, Occurrence>
{
    private static readonly InlineValidator<WithdrawOccurrence> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<Occurrence> Act { get; } = new("withdraw", ChronologyOperations.Withdraw, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(Occurrence occurrence, ActContext who) => occurrence.Withdrawal is null ? null : Refusal.Rule("occurrence-withdrawn");

    public Decision DecideOn(Occurrence state, DecisionContext context) => Decision.Accept(new OccurrenceWithdrawn(Reason.Trim(), context.Actor.Id, context.Now));
}
