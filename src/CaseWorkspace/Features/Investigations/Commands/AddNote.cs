using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
public sealed record NewNote(string Text);

/// <summary>Adds a note; notes are never changed, a later one corrects an earlier.</summary>
public sealed record AddNote(Guid Target, string Text) : ICommand<Investigation>
{
    private static readonly InlineValidator<AddNote> Shape = new()
    {
        rules => rules.RuleFor(command => command.Text).NotEmpty().MaximumLength(20_000),
    };

    public Operation Operation => InvestigationOperations.AddNote;

    public IValidator Rules => Shape;

    public Decision Decide(Investigation? state, DecisionContext context) =>
        state is null ? Decision.Missing : Decision.Accept(new NoteAdded(Text.Trim()));
}
