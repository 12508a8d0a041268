using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What the body of the request holds.</summary>
public sealed record ClarificationText(string Text);

/// <summary>
/// The side that has to answer asks what is meant; the side that asked replies. Abroad speaks through the liaison officer.
/// The clock runs on: only a pending judicial authorisation would suspend it (Directive (EU) 2023/977, art. 5(2)).
/// </summary>
public sealed record Clarify(Guid Target, long? SeenVersion, string Text) : ICommand<InformationRequest>
{
    private static readonly InlineValidator<Clarify> Shape = new()
    {
        rules => rules.RuleFor(command => command.Text).NotEmpty().MaximumLength(5000),
    };

    public Operation Operation => InformationRequestOperations.Clarify;

    public IValidator Rules => Shape;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        var answers = state.Incoming ? context.OnTheFile() : context.Abroad();
        var asked = state.Incoming ? context.Abroad() : context.OnTheFile();
        return state.State switch
        {
            States.Assigned or States.Transmitted when answers => Decision.Accept(new ClarificationAsked(Text)),
            States.ClarificationAsked when asked => Decision.Accept(new ClarificationGiven(Text)),
            _ => Decision.Refuse("not-in-this-state"),
        };
    }
}
