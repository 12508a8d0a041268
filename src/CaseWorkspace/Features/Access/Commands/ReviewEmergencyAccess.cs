using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Access;

/// <summary>What the body of the request holds.</summary>
/// <param name="Verdict">A code of the list <c>break-glass-verdict</c>.</param>
/// <param name="Measures">What follows; wanted where it was not justified.</param>
public sealed record NewEmergencyAccessReview(string Verdict, string Reasons, string? Measures = null);

/// <summary>The auditor's finding on an urgent entry.</summary>
public sealed record ReviewEmergencyAccess(Guid Target, string Verdict, string Reasons, string? Measures) : IAct<ReviewEmergencyAccess, EmergencyAccess>
{
    public const string NotJustified = "not-justified";

    private static readonly InlineValidator<ReviewEmergencyAccess> Shape = new()
    {
        rules => rules.RuleFor(command => command.Verdict).IsCode("break-glass-verdict"),
        rules => rules.RuleFor(command => command.Reasons).NotEmpty().MaximumLength(5000),
        rules => rules.RuleFor(command => command.Measures).MaximumLength(5000),
    };

    public static Act<EmergencyAccess> Act { get; } = new("review", AccessOperations.ReviewEmergencyAccess, WhyNot);

    public Guid? Scope => null;

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(EmergencyAccess entry, ActContext who) =>
        entry.By == who.Actor.Id ? Refusal.Denied("own-break-glass")
            : entry.State is EmergencyAccess.Reviewed ? Refusal.Rule("reviewed-already")
            : null;

    public Decision DecideOn(EmergencyAccess state, DecisionContext context) =>
        Verdict is NotJustified && string.IsNullOrWhiteSpace(Measures) ? Decision.Refuse("measures-needed", "measures")
            : Decision.Accept(new EmergencyAccessReviewed(Verdict, Reasons.Trim(), Measures.OrNothing()));
}
