using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Chronology;

/// <summary>What the body of the request holds.</summary>
public sealed record CorrectedOccurrence(OccurrenceContent Content, string Reason);

/// <summary>It was otherwise, or more is known: when, where, who took part, on what it rests. What it said before stays.</summary>
public sealed record CorrectOccurrence(Guid Target, long? SeenVersion, OccurrenceContent Content, string Reason) : IAct<CorrectOccurrence, Occurrence>
{
    private static readonly InlineValidator<CorrectOccurrence> Shape = new()
    {
        rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new OccurrenceRules()),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Occurrence> Act { get; } = new("correct", ChronologyOperations.Correct, WhyNot);

    public IReadOnlyList<Fact> Facts => [OccurrenceRules.Named(Content)];

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(Occurrence occurrence, ActContext who) => occurrence.Withdrawal is null ? null : Refusal.Rule("occurrence-withdrawn");

    public Decision DecideOn(Occurrence state, DecisionContext context)
    {
        var content = OccurrenceRules.Trimmed(Content);
        if (OccurrenceRules.AreSame(content, state.Content))
        {
            return Decision.Refuse("same-as-before", "content");
        }

        if (OccurrenceRules.Refuse(content, context) is { } refusal)
        {
            return refusal;
        }

        var (earliest, latest) = ReportedTimes.SpanOf(content.Time);
        return Decision.Accept(new OccurrenceCorrected(content, earliest, latest, Reason.Trim(), context.Actor.Id, context.Now));
    }
}
