using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
/// <param name="Ground">A code of the list <c>termination-ground</c>.</param>
public sealed record NewTermination(string Ground, string Reason);

/// <summary>The prosecutor ends the investigation without a trial (Criminal Procedure Code, art. 105).</summary>
public sealed record TerminateInvestigation(Guid Target, long? SeenVersion, string Ground, string Reason) : IAct<TerminateInvestigation, Investigation>
{
    private static readonly InlineValidator<TerminateInvestigation> Shape = new()
    {
        rules => rules.RuleFor(command => command.Ground).IsCode("termination-ground"),
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("terminate", InvestigationOperations.Terminate, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(Investigation file, ActContext who) => file.WhyNotIn(Investigation.UnderInvestigation, Investigation.Suspended);

    public Decision DecideOn(Investigation state, DecisionContext context) => Decision.Accept(new InvestigationTerminated(Ground, Reason.Trim()));
}
