using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What the body of the request holds.</summary>
public sealed record WithdrawnRequest(string Reason);

/// <summary>
/// Gives up a draft that never left, or a registration that nobody has yet: made twice, or by mistake. It stays in the list, as withdrawn, and waits for nobody.
/// </summary>
public sealed record WithdrawRequest(Guid Target, long? SeenVersion, string Reason) : IAct<WithdrawRequest, InformationRequest>
{
    private static readonly InlineValidator<WithdrawRequest> Shape = new() { rules => rules.RuleFor(command => command.Reason).IsReason() };

    public static Act<InformationRequest> Act { get; } = new("withdraw", InformationRequestOperations.Withdraw, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(InformationRequest request, ActContext who) =>
        request.Incoming ? (who.Abroad() && request.StateAbroad is States.Received ? null : Refusal.Rule("not-in-this-state"))
        : request.Is(States.Draft) && who.OnTheFile() ? null : Refusal.Rule("not-in-this-state");

    public Decision DecideOn(InformationRequest state, DecisionContext context) => Decision.Accept(new RequestWithdrawn(Reason.Trim()));
}
