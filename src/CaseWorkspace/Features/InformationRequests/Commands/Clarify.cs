using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What the body of the request holds.</summary>
public sealed record ClarificationText(string Text);

/// <summary>
/// The side that has to answer asks what is meant; the side that asked replies. Abroad speaks through the liaison officer. What is
/// said at home waits for a supervisor who did not write it (<see cref="ReleasePrepared"/>).
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

        var asks = state.Is(States.Assigned, States.Transmitted);
        var replies = state.Is(States.ClarificationAsked)
            || (state.Is(States.RefusalPrepared) && state.Pending is { From: States.ClarificationAsked });

        // What is said at home leaves once a supervisor lets it; what is said abroad comes in.
        return context.OnTheFile() && ((asks && state.Incoming) || (state.Is(States.ClarificationAsked) && !state.Incoming))
                ? Decision.Accept(new ClarificationPrepared(Text))
            : context.Abroad() && asks && !state.Incoming ? Decision.Accept(new ClarificationAsked(Text))
            : context.Abroad() && replies && state.Incoming ? Decision.Accept(new ClarificationGiven(Text))
            : Decision.Refuse("not-in-this-state");
    }
}
