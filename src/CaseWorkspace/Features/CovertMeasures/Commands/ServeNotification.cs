using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What the body of the request holds.</summary>
/// <param name="How">A code of the list <c>covert-service</c>.</param>
/// <param name="ToWhom">Who received it.</param>
public sealed record ServedNotification(DateTimeOffset ServedAt, string How, string ToWhom);

/// <summary>The person was notified of the measure: it is no secret from them any more.</summary>
public sealed record ServeNotification(Guid Target, long? SeenVersion, DateTimeOffset ServedAt, string How, string ToWhom) : IAct<ServeNotification, CovertMeasure>
{
    private static readonly InlineValidator<ServeNotification> Shape = new()
    {
        rules => rules.RuleFor(command => command.ServedAt).NotEmpty(),
        rules => rules.RuleFor(command => command.How).IsCode("covert-service"),
        rules => rules.RuleFor(command => command.ToWhom).NotEmpty().MaximumLength(CovertRules.LongestName),
    };

    public static Act<CovertMeasure> Act { get; } = new("serve", CovertOperations.Serve, (measure, _) => CovertRules.WhyNotNotified(measure));

    public IValidator Rules => Shape;

    public Decision DecideOn(CovertMeasure state, DecisionContext context) =>
        CovertRules.RefuseAfterEnd(state, ServedAt, context, "servedAt") ?? Decision.Accept(new CovertNotificationServed(
            ServedAt.ToUniversalTime(), How, ToWhom.Trim(), CovertTerm.End(CovertTerm.Destruction, state.Content.Kind, ServedAt), context.Actor.Id, context.Now));
}
