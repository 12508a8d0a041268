using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.CovertMeasures;

/// <summary>What the body of the request holds.</summary>
public sealed record NewMeasure(CovertContent Content);

/// <summary>A covert measure was authorised: it is recorded in a sealed sub-file, under its next number. In the open file there is none.</summary>
/// <param name="SubFile">The sealed sub-file in which it is to lie.</param>
public sealed record RecordMeasure(Guid SubFile, CovertContent Content) : ICommand<CovertMeasure>
{
    private static readonly InlineValidator<RecordMeasure> Shape = new() { rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new CovertContentRules()) };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => CovertOperations.Record;

    public Guid? Scope => SubFile;

    public IReadOnlyList<Fact> Facts => [new NextNumber($"covert-measure:{SubFile}"), .. CovertRules.Used(Content?.Person)];

    public IValidator Rules => Shape;

    // An unsealed sub-file is part of the open file.
    public Decision Decide(CovertMeasure? state, DecisionContext context) =>
        context.Scope is not { IsFile: true, File: { } file } scope ? Decision.Missing
            : scope.SubFile is not { } part ? Decision.Refuse("covert-needs-sub-file")
            : CovertRules.RefuseContent(Content, context) ?? Decision.Accept(new CovertMeasureRecorded(
                file, scope.NumberOf("CM", context.Number), CovertRules.Trimmed(Content), CovertTerm.ControlDue(Content), context.Actor.Id, context.Now, part));
}
