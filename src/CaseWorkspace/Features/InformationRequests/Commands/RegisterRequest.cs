using System.Globalization;
using System.Text.Json.Serialization;
using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>A liaison officer registers what an authority of the host state asks; the clock runs from its receipt.</summary>
public sealed record RegisterRequest(
    string Unit, string Reference, DateTimeOffset ReceivedAt, RequestContent Content) : ICommand<InformationRequest>
{
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(365);

    private static readonly InlineValidator<RegisterRequest> Shape = new()
    {
        rules => rules.RuleFor(command => command.Unit).NotEmpty().IsCode("unit"),
        rules => rules.RuleFor(command => command.Reference).NotEmpty().MaximumLength(100),
        rules => rules.RuleFor(command => command.ReceivedAt).NotEmpty(),
        rules => rules.RuleFor(command => command.Content).NotNull().SetValidator(new RequestContentRules()),
    };

    [JsonIgnore]
    public Guid Target { get; } = Guid.CreateVersion7();

    public Operation Operation => InformationRequestOperations.Register;

    public Guid? Scope => null;

    public IReadOnlyList<Fact> Facts => [new UnitHeaded(Unit), new NextNumber("request")];

    public IValidator Rules => Shape;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (!context.Actor.Postings.Contains(Content.Country, StringComparer.Ordinal))
        {
            return Decision.Forbid("not-posted-there", "content.country");
        }

        if (!context.HasHead)
        {
            return Decision.Refuse("no-head", "unit");
        }

        return RefuseTime(ReceivedAt, context) ?? Decision.Accept(new RequestRegistered(
            RequestNumber.Of(context), Unit, Reference.Trim(), ReceivedAt.ToUniversalTime(),
            ResponseClock.Due(Content.Urgency, ReceivedAt), Content));
    }

    /// <summary>The refusal of the time at which it is said to have been received; null: none.</summary>
    internal static Decision? RefuseTime(DateTimeOffset receivedAt, DecisionContext context) =>
        context.IsAhead(receivedAt) || receivedAt < context.Now - Oldest ? Decision.Refuse("received-at", "receivedAt") : null;
}

/// <summary>The number of a request: one series for both directions.</summary>
internal static class RequestNumber
{
    public static string Of(DecisionContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"R-{context.Now.Year}-{context.Number:000000}");
}
