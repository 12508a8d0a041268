using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Access;

/// <summary>What the body of the request holds.</summary>
/// <param name="Verdict">A code of the list <c>break-glass-verdict</c>.</param>
/// <param name="Measures">What follows; wanted where it was not justified.</param>
public sealed record NewGlassReview(string Verdict, string Reasons, string? Measures = null);

/// <summary>The auditor's finding on an urgent entry.</summary>
public sealed record ReviewGlass(Guid Target, string Verdict, string Reasons, string? Measures) : IAct<ReviewGlass, BreakGlass>
{
    public const string NotJustified = "not-justified";

    private static readonly InlineValidator<ReviewGlass> Shape = new()
    {
        rules => rules.RuleFor(command => command.Verdict).IsCode("break-glass-verdict"),
        rules => rules.RuleFor(command => command.Reasons).NotEmpty().MaximumLength(5000),
        rules => rules.RuleFor(command => command.Measures).MaximumLength(5000),
    };

    public static Act<BreakGlass> Act { get; } = new("review", AccessOperations.ReviewGlass, WhyNot);

    public Guid? Scope => null;

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(BreakGlass glass, ActContext who) =>
        glass.By == who.Actor.Id ? Refusal.Denied("own-break-glass")
            : glass.State is BreakGlass.Reviewed ? Refusal.Rule("reviewed-already")
            : null;

    public Decision DecideOn(BreakGlass state, DecisionContext context) =>
        Verdict is NotJustified && string.IsNullOrWhiteSpace(Measures) ? Decision.Refuse("measures-needed", "measures")
            : Decision.Accept(new GlassReviewed(Verdict, Reasons.Trim(), string.IsNullOrWhiteSpace(Measures) ? null : Measures.Trim()));
}
