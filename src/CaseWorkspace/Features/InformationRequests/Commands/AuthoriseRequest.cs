using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>A supervisor who did not draft it lets an outgoing request leave.</summary>
public sealed record AuthoriseRequest(Guid Target, long? SeenVersion) : ICommand<InformationRequest>
{
    public Operation Operation => InformationRequestOperations.Authorise;

    public bool AsksOwnDuties => true;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state is null || state.Incoming)
        {
            return Decision.Missing;
        }

        if (!state.Is(States.Submitted))
        {
            return Decision.Refuse("not-in-this-state");
        }

        return context.AgainstLettingGo(Duty.Supervises, state.Authors)
            ?? Decision.Accept(new RequestAuthorised(state.Content.Country));
    }
}
