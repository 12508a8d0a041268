using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>A suspended investigation goes on.</summary>
public sealed record ResumeInvestigation(Guid Target, long? SeenVersion, string Reason) : IAct<ResumeInvestigation, Investigation>
{
    private static readonly InlineValidator<ResumeInvestigation> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("resume", InvestigationOperations.Resume, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(Investigation file, ActContext who) => file.WhyNotIn(Investigation.Suspended);

    public Decision DecideOn(Investigation state, DecisionContext context) => Decision.Accept(new InvestigationResumed(Reason.Trim()));
}
