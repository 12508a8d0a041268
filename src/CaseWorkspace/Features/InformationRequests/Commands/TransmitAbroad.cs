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
public sealed record TransmitAbroad(Guid Target, long? SeenVersion, string Channel, DateTimeOffset TransmittedAt) : ICommand<InformationRequest>
{
    private static readonly InlineValidator<TransmitAbroad> Shape = new()
    {
        rules => rules.RuleFor(command => command.Channel).NotEmpty().IsCode("channel"),
        rules => rules.RuleFor(command => command.TransmittedAt).NotEmpty(),
    };

    public Operation Operation => InformationRequestOperations.Transmit;

    public IValidator Rules => Shape;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        if (context.IsAhead(TransmittedAt) || TransmittedAt < context.Now.AddDays(-30))
        {
            return Decision.Refuse("transmitted-at", "transmittedAt");
        }

        if (state.Is(States.Authorised, States.Released, States.Refused) && TransmittedAt.Precedes(state.MayLeaveSince))
        {
            return Decision.Refuse("transmitted-too-early", "transmittedAt");
        }

        var at = TransmittedAt.ToUniversalTime();
        return state.State switch
        {
            States.Authorised => Decision.Accept(
                new RequestTransmitted(Channel, at, ResponseClock.Due(state.Content.Urgency, at))).To(Recipient(state)),
            States.Released or States.Refused => Decision.Accept(new AnswerTransmitted(Channel, at)).To(Recipient(state)),
            _ => Decision.Refuse("not-in-this-state"),
        };
    }

    private static string Recipient(InformationRequest request) => $"{request.Content.Country}: {request.Content.Authority}";
}
