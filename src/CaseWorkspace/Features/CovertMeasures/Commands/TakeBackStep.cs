using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What the body of the request holds.</summary>
public sealed record StepTakenBack(string Reason);

/// <summary>What was recorded last of it did not happen so: it is as it was before, and the history shows both.</summary>
public sealed record TakeBackStep(Guid Target, long? SeenVersion, string Reason) : IAct<TakeBackStep, CovertMeasure>
{
    private static readonly InlineValidator<TakeBackStep> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<CovertMeasure> Act { get; } = new("take-back", CovertOperations.TakeBack, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CovertMeasure measure, ActContext who) =>
        CovertRules.WhyNotStanding(measure) ?? (measure.Steps.Count is 0 ? Refusal.Rule("covert-has-no-step") : null);

    public Decision DecideOn(CovertMeasure state, DecisionContext context) =>
        Decision.Accept(new CovertStepTakenBack(state.Steps[^1], Reason.Trim(), context.Actor.Id, context.Now));
}
