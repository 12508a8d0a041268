using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
public sealed record NewNote(string Text);

/// <summary>Adds a note; notes are never changed, a later one corrects an earlier.</summary>
public sealed record AddNote(Guid Target, string Text) : IAct<AddNote, Investigation>
{
    private static readonly InlineValidator<AddNote> Shape = new()
    {
        rules => rules.RuleFor(command => command.Text).NotEmpty().MaximumLength(20_000),
    };

    public static Act<Investigation> Act { get; } = new("add-note", InvestigationOperations.AddNote, (_, _) => null);

    public IValidator Rules => Shape;

    public Decision DecideOn(Investigation state, DecisionContext context) => Decision.Accept(new NoteAdded(Text.Trim()));
}
