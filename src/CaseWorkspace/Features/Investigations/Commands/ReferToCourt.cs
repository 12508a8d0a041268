using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Court">Which court.</param>
/// <param name="ReferredAt">When the case went there.</param>
public sealed record NewReferral(string Court, DateTimeOffset ReferredAt, string Reason);

/// <summary>The prosecutor brings the case to court.</summary>
public sealed record ReferToCourt(Guid Target, long? SeenVersion, string Court, DateTimeOffset ReferredAt, string Reason) : IAct<ReferToCourt, Investigation>
{
    private static readonly InlineValidator<ReferToCourt> Shape = new()
    {
        rules => rules.RuleFor(command => command.Court).NotEmpty().MaximumLength(200),
        rules => rules.RuleFor(command => command.ReferredAt).NotEmpty(),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("refer-to-court", InvestigationOperations.ReferToCourt, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(Investigation file, ActContext who) => file.WhyNotIn(Investigation.UnderInvestigation);

    public Decision DecideOn(Investigation state, DecisionContext context) =>
        context.IsAhead(ReferredAt) ? Decision.Refuse("in-future", "referredAt")
            : ReferredAt.Precedes(state.OpenedAt) ? Decision.Refuse("before-the-file", "referredAt")
            : Decision.Accept(new CaseReferredToCourt(Court.Trim(), ReferredAt.ToUniversalTime(), Reason.Trim()));
}
