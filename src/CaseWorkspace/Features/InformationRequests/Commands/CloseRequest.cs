using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>Ends an exchange: the liaison officer an incoming one, the file's people an outgoing one.</summary>
public sealed record CloseRequest(Guid Target, long? SeenVersion) : IAct<CloseRequest, InformationRequest>
{
    public static Act<InformationRequest> Act { get; } = new("close", InformationRequestOperations.Close, WhyNot);

    public static Refusal? WhyNot(InformationRequest request, ActContext who)
    {
        var theirs = request.Incoming ? who.Abroad() : who.OnTheFile() || who.OverTheUnit();
        return request.Is(States.Answered) && theirs ? null : Refusal.Rule("not-in-this-state");
    }

    public Decision DecideOn(InformationRequest state, DecisionContext context) => Decision.Accept(new RequestClosed());
}
