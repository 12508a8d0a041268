using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>What the body of the request holds.</summary>
/// <param name="Rule">Which limit: a code of the list <c>limit-rule</c>.</param>
public sealed record OpenedLimit(string Rule, string Reason);

/// <summary>That it had happened was said by mistake: the limit counts again.</summary>
public sealed record OpenLimitAgain(Guid Target, long? SeenVersion, string Rule, string Reason) : IAct<OpenLimitAgain, CaseClock>
{
    private static readonly InlineValidator<OpenLimitAgain> Shape = new()
    {
        rules => rules.RuleFor(command => command.Rule).IsCode("limit-rule"),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<CaseClock> Act { get; } = new("open-again", DeadlineOperations.OpenAgain, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CaseClock clock, ActContext who) =>
        ClockRules.WhyNotRunning(clock) ?? (clock.Limits.Any(limit => limit.MetAt is not null) ? null : Refusal.Rule("no-limit-met"));

    public Decision DecideOn(CaseClock state, DecisionContext context) =>
        state.Limits.Any(limit => limit.Is(Rule) && limit.MetAt is not null)
            ? Decision.Accept(new LimitOpenedAgain(Rule, Reason.Trim(), context.Actor.Id, context.Now))
            : Decision.Refuse("limit-not-met", "rule");
}
