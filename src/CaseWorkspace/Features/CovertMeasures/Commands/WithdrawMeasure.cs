using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What the body of the request holds.</summary>
public sealed record WithdrawnMeasure(string Reason);

/// <summary>It was recorded by mistake: there is no such measure. What was recorded of it since is taken back first, step by step.</summary>
public sealed record WithdrawMeasure(Guid Target, long? SeenVersion, string Reason) : IAct<WithdrawMeasure, CovertMeasure>
{
    private static readonly InlineValidator<WithdrawMeasure> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<CovertMeasure> Act { get; } = new("withdraw", CovertOperations.Withdraw, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CovertMeasure measure, ActContext who) =>
        CovertRules.WhyNotStanding(measure) ?? (measure.Steps.Count is 0 ? null : Refusal.Rule("covert-has-steps"));

    public Decision DecideOn(CovertMeasure state, DecisionContext context) => Decision.Accept(new CovertMeasureWithdrawn(Reason.Trim(), context.Actor.Id, context.Now));
}
