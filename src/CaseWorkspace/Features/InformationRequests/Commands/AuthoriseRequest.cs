using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>A supervisor who did not draft it lets an outgoing request leave.</summary>
public sealed record AuthoriseRequest(Guid Target, long? SeenVersion) : IAct<AuthoriseRequest, InformationRequest>
{
    public static Act<InformationRequest> Act { get; } = new("authorise", InformationRequestOperations.Authorise, WhyNot) { AsksDutiesOf = [Relation.UnitSupervisor] };

    public static Refusal? WhyNot(InformationRequest request, ActContext who) =>
        request.Incoming ? Refusal.Missing
            : !request.Is(States.Submitted) ? Refusal.Rule("not-in-this-state")
            : who.AgainstLettingGo(Duty.Supervises, request.Authors);

    public Decision DecideOn(InformationRequest state, DecisionContext context) =>
        Decision.Accept(new RequestAuthorised(state.Content.Country));
}
