using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What the body of the request holds.</summary>
public sealed record ClarificationText(string Text);

/// <summary>
/// The side that has to answer asks what is meant; the side that asked replies. Abroad speaks through the liaison officer. What is
/// said at home waits for a supervisor who did not write it (<see cref="ReleasePrepared"/>).
/// The clock runs on: only a pending judicial authorisation would suspend it (Directive (EU) 2023/977, art. 5(2)).
/// </summary>
public sealed record Clarify(Guid Target, long? SeenVersion, string Text) : IAct<Clarify, InformationRequest>
{
    private static readonly InlineValidator<Clarify> Shape = new()
    {
        rules => rules.RuleFor(command => command.Text).NotEmpty().MaximumLength(5000),
    };

    public static Act<InformationRequest> Act { get; } = new("clarify", InformationRequestOperations.Clarify, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(InformationRequest request, ActContext who) =>
        IsSaidAtHome(request, who) || IsAskedAbroad(request, who) || IsGivenAbroad(request, who) ? null : Refusal.Rule("not-in-this-state");

    // What is said at home leaves once a supervisor lets it; what is said abroad comes in.
    public Decision DecideOn(InformationRequest state, DecisionContext context) => Decision.Accept(
        IsSaidAtHome(state, context) ? new ClarificationPrepared(Text)
            : IsAskedAbroad(state, context) ? new ClarificationAsked(Text)
            : new ClarificationGiven(Text));

    private static bool IsSaidAtHome(InformationRequest request, ActContext who) =>
        who.OnTheFile() && request.Is(request.Incoming ? States.Assigned : States.ClarificationAsked);

    private static bool IsAskedAbroad(InformationRequest request, ActContext who) =>
        who.Abroad() && !request.Incoming && request.Is(States.Transmitted);

    private static bool IsGivenAbroad(InformationRequest request, ActContext who) =>
        who.Abroad() && request.Incoming && (request.Is(States.ClarificationAsked)
            || (request.Is(States.RefusalPrepared) && request.Pending is { From: States.ClarificationAsked }));
}
