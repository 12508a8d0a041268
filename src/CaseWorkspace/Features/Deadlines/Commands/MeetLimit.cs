using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Deadlines;

/// <summary>What the body of the request holds.</summary>
/// <param name="Rule">Which limit: a code of the list <c>limit-rule</c>.</param>
/// <param name="MetAt">When it happened.</param>
public sealed record MetLimit(string Rule, DateTimeOffset MetAt, string? Note = null);

/// <summary>What had to happen until a limit has happened, in time or too late.</summary>
public sealed record MeetLimit(Guid Target, long? SeenVersion, string Rule, DateTimeOffset MetAt, string? Note = null) : IAct<MeetLimit, CaseClock>
{
    private static readonly InlineValidator<MeetLimit> Shape = new()
    {
        rules => rules.RuleFor(command => command.Rule).IsCode("limit-rule"),
        rules => rules.RuleFor(command => command.MetAt).NotEmpty(),
        rules => rules.RuleFor(command => command.Note).MaximumLength(ClockRules.LongestNote),
    };

    public static Act<CaseClock> Act { get; } = new("meet", DeadlineOperations.Meet, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CaseClock clock, ActContext who) =>
        ClockRules.WhyNotRunning(clock) ?? (clock.Limits.Any(limit => limit.MetAt is null) ? null : Refusal.Rule("no-limit-open"));

    public Decision DecideOn(CaseClock state, DecisionContext context) =>
        state.Limits.FirstOrDefault(limit => limit.Is(Rule)) is not { MetAt: null } limit ? Decision.Refuse("limit-not-open", "rule")
            : context.IsAhead(MetAt) ? Decision.Refuse("in-future", "metAt")
            : !LimitRules.IsToCome(state.Start) && MetAt.Precedes(state.CountsFrom) ? Decision.Refuse("before-it-began", "metAt")
            : Decision.Accept(new LimitMet(limit.Rule, MetAt.ToUniversalTime(), Note.OrNothing(), context.Actor.Id, context.Now));
}
