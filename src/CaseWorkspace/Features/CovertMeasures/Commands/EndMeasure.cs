using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What the body of the request holds.</summary>
/// <param name="Ground">Why: a code of the list <c>covert-end</c>.</param>
public sealed record EndedMeasure(string Ground, DateTimeOffset EndedAt, string? Note = null);

/// <summary>It is over: from now on the person is to be notified, until the time that the table of terms gives.</summary>
public sealed record EndMeasure(Guid Target, long? SeenVersion, string Ground, DateTimeOffset EndedAt, string? Note = null) : IAct<EndMeasure, CovertMeasure>
{
    private static readonly InlineValidator<EndMeasure> Shape = new()
    {
        rules => rules.RuleFor(command => command.Ground).IsCode("covert-end"),
        rules => rules.RuleFor(command => command.EndedAt).NotEmpty(),
        rules => rules.RuleFor(command => command.Note).MaximumLength(CovertRules.LongestText),
    };

    public static Act<CovertMeasure> Act { get; } = new("end", CovertOperations.End, (measure, _) => CovertRules.WhyNotRunning(measure));

    public IValidator Rules => Shape;

    public Decision DecideOn(CovertMeasure state, DecisionContext context) =>
        context.IsAhead(EndedAt) ? Decision.Refuse("in-future", "endedAt")
            : EndedAt.Precedes(state.Content.From) ? Decision.Refuse("before-it-began", "endedAt")
            : state.Until.Precedes(EndedAt) ? Decision.Refuse("ended-after-period", "endedAt")
            : Decision.Accept(new CovertMeasureEnded(
                Ground, EndedAt.ToUniversalTime(), Note.OrNothing(), CovertTerm.End(CovertTerm.Notification, state.Content.Kind, EndedAt), context.Actor.Id, context.Now));
}
