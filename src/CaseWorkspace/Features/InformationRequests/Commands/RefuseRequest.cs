using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What the body of the request holds.</summary>
public sealed record RefusalGrounds(string Ground, string Reason);

/// <summary>
/// A supervisor, or one who works on the file, writes the refusal of an incoming request as a whole, on a ground of Directive (EU)
/// 2023/977, art. 6. It leaves once a supervisor who did not write it lets it (<see cref="ReleasePrepared"/>).
/// </summary>
public sealed record RefuseRequest(Guid Target, long? SeenVersion, string Ground, string Reason) : IAct<RefuseRequest, InformationRequest>
{
    private static readonly InlineValidator<RefuseRequest> Shape = new()
    {
        rules => rules.RuleFor(command => command.Ground).NotEmpty().IsCode("refusal-ground"),
        rules => rules.RuleFor(command => command.Reason).NotEmpty().MaximumLength(2000),
    };

    public static Act<InformationRequest> Act { get; } = new("refuse", InformationRequestOperations.Refuse, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(InformationRequest request, ActContext who) =>
        !request.Incoming || !(who.OverTheUnit() || who.OnTheFile()) ? Refusal.Missing
            : !request.Is(States.Received, States.Assigned, States.ClarificationAsked) ? Refusal.Rule("not-in-this-state")
            : null;

    public Decision DecideOn(InformationRequest state, DecisionContext context) => Decision.Accept(new RefusalPrepared(Ground, Reason));
}
