using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>Changes a draft; a person who changes it counts as its drafter, and so cannot authorise it.</summary>
public sealed record ReviseRequest(Guid Target, long? SeenVersion, RequestContent Content) : IAct<ReviseRequest, InformationRequest>
{
    private static readonly InlineValidator<ReviseRequest> Shape = new()
    {
        rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new RequestContentRules()),
    };

    public static Act<InformationRequest> Act { get; } = new("revise", InformationRequestOperations.Revise, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(InformationRequest request, ActContext who) =>
        request.Is(States.Draft) ? null : Refusal.Rule("not-in-this-state");

    public Decision DecideOn(InformationRequest state, DecisionContext context) => Decision.Accept(new RequestRevised(Content));
}
