using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>Changes a draft; a person who changes it counts as its drafter, and so cannot authorise it.</summary>
public sealed record ReviseRequest(Guid Target, long? SeenVersion, RequestContent Content) : ICommand<InformationRequest>
{
    private static readonly InlineValidator<ReviseRequest> Shape = new()
    {
        rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new RequestContentRules()),
    };

    public Operation Operation => InformationRequestOperations.Revise;

    public IValidator Rules => Shape;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        return state.Is(States.Draft)
            ? Decision.Accept(new RequestRevised(Content))
            : Decision.Refuse("not-in-this-state");
    }
}
