using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>The investigator hands a draft, or a prepared answer, to the supervisor.</summary>
public sealed record SubmitForAuthorisation(Guid Target, long? SeenVersion) : IAct<SubmitForAuthorisation, InformationRequest>
{
    public static Act<InformationRequest> Act { get; } = new("submit", InformationRequestOperations.Submit, WhyNot);

    public IReadOnlyList<Fact> Facts => [GoingAlong.Of(Target)];

    public static Refusal? WhyNot(InformationRequest request, ActContext who) =>
        request.Is(States.Draft) ? null
            : !request.Incoming || !request.Is(States.Assigned) ? Refusal.Rule("not-in-this-state")
            : !request.IsAnsweredInFull ? Refusal.Rule("answer-incomplete")
            : null;

    public Decision DecideOn(InformationRequest state, DecisionContext context) =>
        state.Is(States.Draft) ? Decision.Accept(new RequestSubmitted())
            : GoingAlong.Faults(state.Answer!, context.Facts<GoingAlong>()).ToArray() is { Length: > 0 } faults ? Decision.Refuse(faults)
            : Decision.Accept(new AnswerSubmitted());
}
