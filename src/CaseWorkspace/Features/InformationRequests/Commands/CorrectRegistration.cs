using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What the body of the request holds: all that holds from now on, and why.</summary>
public sealed record CorrectedRegistration(string Reference, DateTimeOffset ReceivedAt, RequestContent Content, string Reason);

/// <summary>The liaison officer puts right what was registered of an incoming request. The deadline is counted anew; the earlier words stay in its history.</summary>
public sealed record CorrectRegistration(
    Guid Target, long? SeenVersion, string Reference, DateTimeOffset ReceivedAt, RequestContent Content, string Reason) : IAct<CorrectRegistration, InformationRequest>
{
    private static readonly InlineValidator<CorrectRegistration> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reference).NotEmpty().MaximumLength(100),
        rules => rules.RuleFor(command => command.ReceivedAt).NotEmpty(),
        rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new RequestContentRules()),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<InformationRequest> Act { get; } = new("correct", InformationRequestOperations.CorrectRegistration, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(InformationRequest request, ActContext who) =>
        request.Incoming && who.Abroad() && request.StateAbroad is States.Received or States.Assigned ? null : Refusal.Rule("not-in-this-state");

    public Decision DecideOn(InformationRequest state, DecisionContext context)
    {
        // To whom it is open hangs on the country.
        if (!string.Equals(Content.Country, state.Content.Country, StringComparison.Ordinal))
        {
            return Decision.Refuse("country-stays", "content.country");
        }

        // Somebody may have begun to answer them, which is not told abroad.
        if (state.StateAbroad is not States.Received && !Content.Items.SequenceEqual(state.Content.Items, StringComparer.Ordinal))
        {
            return Decision.Refuse("items-assigned", "content.items");
        }

        return RegisterRequest.RefuseTime(ReceivedAt, context) ?? Decision.Accept(new RegistrationCorrected(
            Reference.Trim(), ReceivedAt.ToUniversalTime(), ResponseClock.Due(Content.Urgency, ReceivedAt), Content, Reason.Trim()));
    }
}
