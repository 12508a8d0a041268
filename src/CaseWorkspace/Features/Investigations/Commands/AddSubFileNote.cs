using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Adds a note that only those named in the sealed sub-file see.</summary>
public sealed record AddSubFileNote(Guid Target, string Text) : ICommand<SubFile>
{
    private static readonly InlineValidator<AddSubFileNote> Shape = new()
    {
        rules => rules.RuleFor(command => command.Text).NotEmpty().MaximumLength(20_000),
    };

    public Operation Operation => InvestigationOperations.AddSubFileNote;

    public IValidator Rules => Shape;

    public Decision Decide(SubFile? state, DecisionContext context) => state switch
    {
        null => Decision.Missing,
        { State: SubFile.Sealed } => Decision.Accept(new SubFileNoteAdded(Text.Trim())),
        _ => Decision.Refuse("not-sealed"),
    };
}
