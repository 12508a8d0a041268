using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What the body of the request holds.</summary>
public sealed record ReturnReason(string Reason);

/// <summary>
/// The supervisor, or the prosecutor whose turn it is, gives back to be mended what waits to leave: a draft, an answer, a clarification, a
/// refusal. A supervisor may take back a refusal of their own.
/// </summary>
public sealed record ReturnForRevision(Guid Target, long? SeenVersion, string Reason) : IAct<ReturnForRevision, InformationRequest>
{
    private static readonly InlineValidator<ReturnForRevision> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).NotEmpty().MaximumLength(2000),
    };

    public static Act<InformationRequest> Act { get; } = new("return", InformationRequestOperations.Return, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(InformationRequest request, ActContext who)
    {
        var waits = who.OverTheUnit()
            ? request.Is(States.Submitted, States.Prepared, States.AwaitingProsecutor, States.ClarificationPrepared, States.RefusalPrepared)
            : who.OverTheInvestigation() && request.Is(States.AwaitingProsecutor);
        return waits ? null : Refusal.Rule("not-in-this-state");
    }

    public Decision DecideOn(InformationRequest state, DecisionContext context) => Decision.Accept(state.State switch
    {
        States.Submitted => new RequestReturned(Reason),
        States.ClarificationPrepared => new ClarificationReturned(Reason),
        States.RefusalPrepared => new RefusalReturned(Reason),
        _ => (object)new AnswerReturned(Reason),
    });
}
