using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;
using FluentValidation;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What the body of the request holds.</summary>
/// <param name="Finding">A code of the list <c>court-control-finding</c>.</param>
/// <param name="RulingNumber">The number of the ruling; null: it has none.</param>
/// <param name="RuledOn">The day of the ruling.</param>
public sealed record NewCovertControl(string Finding, string Court, string? RulingNumber, DateTimeOffset RuledOn);

/// <summary>Records what a court found of a measure that was begun in urgency, by a decree.</summary>
public sealed record RecordCovertControl(Guid Target, long? SeenVersion, string Finding, string Court, string? RulingNumber, DateTimeOffset RuledOn)
    : IAct<RecordCovertControl, CovertMeasure>
{
    private static readonly InlineValidator<RecordCovertControl> Shape = new()
    {
        rules => rules.RuleFor(command => command.Finding).IsCode("court-control-finding"),
        rules => rules.RuleFor(command => command.Court).NotEmpty().MaximumLength(CovertRules.LongestName),
        rules => rules.RuleFor(command => command.RulingNumber).MaximumLength(100),
        rules => rules.RuleFor(command => command.RuledOn).NotEmpty(),
    };

    public static Act<CovertMeasure> Act { get; } = new("record-control", CovertOperations.RecordControl, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CovertMeasure measure, ActContext who) =>
        CovertRules.WhyNotStanding(measure)
            ?? (measure.ControlDue is null ? Refusal.Rule("covert-no-control-owed") : measure.Control is null ? null : Refusal.Rule("control-recorded"));

    public Decision DecideOn(CovertMeasure state, DecisionContext context) =>
        context.IsAhead(RuledOn) ? Decision.Refuse("in-future", "ruledOn")
            : HomeZone.DayOf(RuledOn) < HomeZone.DayOf(state.Content.Ruling.On) ? Decision.Refuse("ruled-before-the-last", "ruledOn")
            : Decision.Accept(new CovertControlRecorded(Finding, Court.Trim(), RulingNumber.OrNothing(), RuledOn.ToUniversalTime(), context.Actor.Id, context.Now));
}
