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
public sealed record ReturnForRevision(Guid Target, long? SeenVersion, string Reason) : ICommand<InformationRequest>
{
    private static readonly InlineValidator<ReturnForRevision> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).NotEmpty().MaximumLength(2000),
    };

    public Operation Operation => InformationRequestOperations.Return;

    public IValidator Rules => Shape;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        var supervisor = context.OverTheUnit();
        return state.State switch
        {
            States.Submitted when supervisor => Decision.Accept(new RequestReturned(Reason)),
            States.Prepared when supervisor => Decision.Accept(new AnswerReturned(Reason)),
            States.ClarificationPrepared when supervisor => Decision.Accept(new ClarificationReturned(Reason)),
            States.RefusalPrepared when supervisor => Decision.Accept(new RefusalReturned(Reason)),
            States.AwaitingProsecutor when supervisor || context.OverTheInvestigation() => Decision.Accept(new AnswerReturned(Reason)),
            _ => Decision.Refuse("not-in-this-state"),
        };
    }
}
