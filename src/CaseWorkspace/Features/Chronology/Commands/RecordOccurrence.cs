using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Chronology;

/// <summary>What the body of the request holds.</summary>
/// <param name="SubFile">The sealed sub-file in which the entry is to lie; null: open in the file.</param>
public sealed record NewOccurrence(OccurrenceContent Content, Guid? SubFile = null);

/// <summary>Records what happened in the world, under the next number of the file's chronology.</summary>
public sealed record RecordOccurrence(Guid File, OccurrenceContent Content, Guid? SubFile = null) : ICommand<Occurrence>
{
    private static readonly InlineValidator<RecordOccurrence> Shape = new()
    {
        rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new OccurrenceRules()),
    };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => ChronologyOperations.Record;

    public Guid? Scope => SubFile ?? File;

    // A sealed sub-file counts by itself: a gap in the file's numbers would tell that something stands in it.
    public IReadOnlyList<Fact> Facts => [new NextNumber($"occurrence:{SubFile ?? File}"), OccurrenceRules.Named(Content)];

    public IValidator Rules => Shape;

    public Decision Decide(Occurrence? state, DecisionContext context)
    {
        if (context.Scope is not { IsFile: true } scope || scope.File != File)
        {
            return Decision.Missing;
        }

        if (OccurrenceRules.Refuse(Content, context) is { } refusal)
        {
            return refusal;
        }

        var (earliest, latest) = ReportedTimes.SpanOf(Content.Time);
        return Decision.Accept(new OccurrenceRecorded(
            File, scope.NumberOf("CH", context.Number), OccurrenceRules.Trimmed(Content), earliest, latest, context.Actor.Id, context.Now, scope.SubFile));
    }
}
