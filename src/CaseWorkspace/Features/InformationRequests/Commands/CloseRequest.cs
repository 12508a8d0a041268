using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>Ends an exchange: the liaison officer an incoming one, the file's people an outgoing one.</summary>
public sealed record CloseRequest(Guid Target, long? SeenVersion) : ICommand<InformationRequest>
{
    public Operation Operation => InformationRequestOperations.Close;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        return state.Is(States.Answered) && state.Incoming == context.Actor.Is(Role.LiaisonOfficer)
            ? Decision.Accept(new RequestClosed())
            : Decision.Refuse("not-in-this-state");
    }
}
