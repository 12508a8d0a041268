using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The investigator hands a draft, or a prepared answer, to the supervisor.</summary>
public sealed record SubmitForAuthorisation(Guid Target, long? SeenVersion) : ICommand<InformationRequest>
{
    public Operation Operation => InformationRequestOperations.Submit;

    public Fact Fact => GoingAlong.Of(Target);

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        if (state.Is(States.Draft))
        {
            return Decision.Accept(new RequestSubmitted());
        }

        if (!state.Incoming || !state.Is(States.Assigned))
        {
            return Decision.Refuse("not-in-this-state");
        }

        if (state.Answer is not { } answer || !state.IsAnsweredInFull)
        {
            return Decision.Refuse("answer-incomplete");
        }

        return GoingAlong.Faults(answer, context.Facts<GoingAlong>()).ToArray() is { Length: > 0 } faults
            ? Decision.Refuse(faults)
            : Decision.Accept(new AnswerSubmitted());
    }
}
