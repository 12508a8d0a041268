using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;
using FluentValidation;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What the body of the request holds.</summary>
/// <param name="Until">The new end.</param>
public sealed record NewExtension(CovertRuling Ruling, DateTimeOffset Until);

/// <summary>The court let it go on: by a ruling that was given before the period was over, to an end that the table of terms allows.</summary>
public sealed record ExtendMeasure(Guid Target, long? SeenVersion, CovertRuling Ruling, DateTimeOffset Until) : IAct<ExtendMeasure, CovertMeasure>
{
    private static readonly InlineValidator<ExtendMeasure> Shape = new()
    {
        rules => rules.RuleFor(command => command.Ruling).NotNull().SetValidator(new CovertRulingRules()),
        rules => rules.RuleFor(command => command.Until).NotEmpty(),
    };

    public static Act<CovertMeasure> Act { get; } = new("extend", CovertOperations.Extend, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(CovertMeasure measure, ActContext who) =>
        CovertRules.WhyNotRunning(measure) ?? (measure.IsUnlawful ? Refusal.Rule("covert-unlawful") : null);

    public Decision DecideOn(CovertMeasure state, DecisionContext context)
    {
        var before = state.Extensions is [.., var last] ? last.Ruling.On : state.Content.Ruling.On;
        return CovertTerm.IsControlled(Ruling.Basis) ? Decision.Refuse("extended-by-court", "ruling.basis")
            : context.IsAhead(Ruling.On) ? Decision.Refuse("in-future", "ruling.on")
            : HomeZone.DayOf(Ruling.On) < HomeZone.DayOf(before) ? Decision.Refuse("ruled-before-the-last", "ruling.on")
            : HomeZone.DayOf(Ruling.On) > HomeZone.DayOf(state.Until) ? Decision.Refuse("ruled-after-period", "ruling.on")
            : Until <= state.Until ? Decision.Refuse("extended-to-no-later", "until")
            : CovertRules.RefuseLonger(CovertTerm.Extension, state.Content.Kind, state.Until, Until, "until")
                ?? CovertRules.RefuseLonger(CovertTerm.Whole, state.Content.Kind, state.Content.From, Until, "until")
                ?? Decision.Accept(new CovertMeasureExtended(CovertRules.Trimmed(Ruling), Until.ToUniversalTime(), context.Actor.Id, context.Now));
    }
}
