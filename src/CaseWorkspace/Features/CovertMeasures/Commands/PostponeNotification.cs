using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What the body of the request holds.</summary>
/// <param name="Until">Until when the person is to be notified now.</param>
public sealed record NewPostponement(CovertRuling Ruling, DateTimeOffset Until);

/// <summary>The person is notified later, by a decree or ruling; that can be repeated.</summary>
public sealed record PostponeNotification(Guid Target, long? SeenVersion, CovertRuling Ruling, DateTimeOffset Until) : IAct<PostponeNotification, CovertMeasure>
{
    private static readonly InlineValidator<PostponeNotification> Shape = new()
    {
        rules => rules.RuleFor(command => command.Ruling).NotNull().SetValidator(new CovertRulingRules()),
        rules => rules.RuleFor(command => command.Until).NotEmpty(),
    };

    public static Act<CovertMeasure> Act { get; } = new("postpone", CovertOperations.Postpone, (measure, _) => CovertRules.WhyNotNotified(measure));

    public IValidator Rules => Shape;

    public Decision DecideOn(CovertMeasure state, DecisionContext context) =>
        context.IsAhead(Ruling.On) ? Decision.Refuse("in-future", "ruling.on")
            : Until <= (state.NotifyDue ?? state.End!.EndedAt) ? Decision.Refuse("postponed-to-no-later", "until")
            : CovertRules.RefuseLonger(CovertTerm.Postponement, state.Content.Kind, Ruling.On, Until, "until")
                ?? Decision.Accept(new CovertNotificationPostponed(CovertRules.Trimmed(Ruling), Until.ToUniversalTime(), context.Actor.Id, context.Now));
}
