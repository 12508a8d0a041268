using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>Adds a note that only those named in the sealed sub-file see.</summary>
public sealed record AddSubFileNote(Guid Target, string Text) : IAct<AddSubFileNote, SubFile>
{
    private static readonly InlineValidator<AddSubFileNote> Shape = new()
    {
        rules => rules.RuleFor(command => command.Text).NotEmpty().MaximumLength(20_000),
    };

    public static Act<SubFile> Act { get; } = new("add-note", InvestigationOperations.AddSubFileNote, SubFile.WhyNotChanged);

    public IValidator Rules => Shape;

    public Decision DecideOn(SubFile state, DecisionContext context) => Decision.Accept(new SubFileNoteAdded(Text.Trim()));
}
