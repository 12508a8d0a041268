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

        var theirs = state.Incoming ? context.Abroad() : context.OnTheFile() || context.OverTheUnit();
        return state.Is(States.Answered) && theirs
            ? Decision.Accept(new RequestClosed())
            : Decision.Refuse("not-in-this-state");
    }
}
