using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.People;

/// <summary>What the body of the request holds.</summary>
/// <param name="IsMigrant">Whether the person was moved, or was to be: a screening for trafficking is owed then.</param>
/// <param name="SubFile">The sealed sub-file in which the record is to lie; null: open in the file.</param>
public sealed record NewPerson(PersonDescription Description, bool IsMigrant, Guid? SubFile = null);

/// <summary>Records a person in the file, under the file's next number of people. Nobody is a suspect by it.</summary>
public sealed record RecordPerson(Guid File, PersonDescription Description, bool IsMigrant, Guid? SubFile = null) : ICommand<RecordedPerson>
{
    private static readonly InlineValidator<RecordPerson> Shape = new()
    {
        rules => rules.RuleFor(command => command.Description).NotNull().SetValidator(new DescriptionRules()),
    };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => PeopleOperations.Record;

    public Guid? Scope => SubFile ?? File;

    // A sealed sub-file counts by itself: a gap in the file's numbers would tell that somebody stands in it.
    public IReadOnlyList<Fact> Facts => [new NextNumber($"person:{SubFile ?? File}")];

    public IValidator Rules => Shape;

    public Decision Decide(RecordedPerson? state, DecisionContext context) =>
        context.Scope is not { IsFile: true } scope || scope.File != File ? Decision.Missing
            : DescriptionRules.RefuseBirth(Description, context) ?? Decision.Accept(new PersonRecorded(
                File,
                scope.NumberOf("P", context.Number),
                DescriptionRules.Trimmed(Description),
                IsMigrant,
                context.Actor.Id,
                context.Now,
                scope.SubFile));
}
