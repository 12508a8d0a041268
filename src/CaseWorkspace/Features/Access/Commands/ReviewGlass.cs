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
public sealed record ReviewGlass(Guid Target, string Verdict, string Reasons, string? Measures) : ICommand<BreakGlass>
{
    public const string NotJustified = "not-justified";

    private static readonly InlineValidator<ReviewGlass> Shape = new()
    {
        rules => rules.RuleFor(command => command.Verdict).IsCode("break-glass-verdict"),
        rules => rules.RuleFor(command => command.Reasons).NotEmpty().MaximumLength(5000),
        rules => rules.RuleFor(command => command.Measures).MaximumLength(5000),
    };

    public Operation Operation => AccessOperations.ReviewGlass;

    public Guid? Scope => null;

    public IValidator Rules => Shape;

    public Decision Decide(BreakGlass? state, DecisionContext context) => state switch
    {
        null => Decision.Missing,
        _ when state.By == context.Actor.Id => Decision.Forbid("own-break-glass"),
        { State: BreakGlass.Reviewed } => Decision.Refuse("reviewed-already"),
        _ when Verdict is NotJustified && string.IsNullOrWhiteSpace(Measures) => Decision.Refuse("measures-needed", "measures"),
        _ => Decision.Accept(new GlassReviewed(Verdict, Reasons.Trim(), string.IsNullOrWhiteSpace(Measures) ? null : Measures.Trim())),
    };
}
