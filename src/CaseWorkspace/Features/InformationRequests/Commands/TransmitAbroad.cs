using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What the body of the request holds.</summary>
public sealed record Transmission(string Channel, DateTimeOffset TransmittedAt);

/// <summary>
/// The liaison officer hands an authorised request, a released answer or a refusal to the authority abroad.
/// An outgoing request's clock begins to run there.
/// </summary>
public sealed record TransmitAbroad(Guid Target, long? SeenVersion, string Channel, DateTimeOffset TransmittedAt) : IAct<TransmitAbroad, InformationRequest>
{
    private static readonly InlineValidator<TransmitAbroad> Shape = new()
    {
        rules => rules.RuleFor(command => command.Channel).NotEmpty().IsCode("channel"),
        rules => rules.RuleFor(command => command.TransmittedAt).NotEmpty(),
    };

    public static Act<InformationRequest> Act { get; } = new("transmit", InformationRequestOperations.Transmit, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(InformationRequest request, ActContext who) =>
        request.Is(States.Authorised, States.Released, States.Refused) ? null : Refusal.Rule("not-in-this-state");

    public Decision DecideOn(InformationRequest state, DecisionContext context)
    {
        if (context.IsAhead(TransmittedAt) || TransmittedAt < context.Now.AddDays(-30))
        {
            return Decision.Refuse("transmitted-at", "transmittedAt");
        }

        if (TransmittedAt.Precedes(state.MayLeaveSince))
        {
            return Decision.Refuse("transmitted-too-early", "transmittedAt");
        }

        var at = TransmittedAt.ToUniversalTime();
        return Decision.Accept(state.Is(States.Authorised)
                ? new RequestTransmitted(Channel, at, ResponseClock.Due(state.Content.Urgency, at))
                : new AnswerTransmitted(Channel, at))
            .To($"{state.Content.Country}: {state.Content.Authority}");
    }
}
