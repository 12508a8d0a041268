using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What the body of the request holds.</summary>
public sealed record CorrectedMeasure(CovertContent Content, string Reason);

/// <summary>Something else was authorised than was written. What was written before stays in the history; what was recorded since has to fit.</summary>
public sealed record CorrectMeasure(Guid Target, long? SeenVersion, CovertContent Content, string Reason) : IAct<CorrectMeasure, CovertMeasure>
{
    private static readonly InlineValidator<CorrectMeasure> Shape = new()
    {
        rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new CovertContentRules()),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<CovertMeasure> Act { get; } = new("correct", CovertOperations.Correct, (measure, _) => CovertRules.WhyNotStanding(measure));

    public IReadOnlyList<Fact> Facts => CovertRules.Used(Content?.Person);

    public IValidator Rules => Shape;

    public Decision DecideOn(CovertMeasure state, DecisionContext context)
    {
        var content = CovertRules.Trimmed(Content);
        return content == state.Content ? Decision.Refuse("same-as-before", "content")
            : CovertRules.RefuseContent(content, context)
                ?? (state.Extensions is [var first, ..] && content.Until >= first.Until ? Decision.Refuse("later-than-extension", "content.until")
                : state.End is { } end && end.EndedAt.Precedes(content.From) ? Decision.Refuse("begins-after-its-end", "content.from")
                : state.End is { } over && state.Extensions.Count is 0 && content.Until.Precedes(over.EndedAt) ? Decision.Refuse("ends-before-its-end", "content.until")
                : Decision.Accept(new CovertMeasureCorrected(content, CovertTerm.ControlDue(content), Reason.Trim(), context.Actor.Id, context.Now)));
    }
}
