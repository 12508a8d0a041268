using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
public sealed record FileStep(string Reason);

/// <summary>The prosecutor lets the investigation rest.</summary>
public sealed record SuspendInvestigation(Guid Target, long? SeenVersion, string Reason) : IAct<SuspendInvestigation, Investigation>
{
    private static readonly InlineValidator<SuspendInvestigation> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("suspend", InvestigationOperations.Suspend, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(Investigation file, ActContext who) => file.WhyNotIn(Investigation.UnderInvestigation);

    public Decision DecideOn(Investigation state, DecisionContext context) => Decision.Accept(new InvestigationSuspended(Reason.Trim()));
}
