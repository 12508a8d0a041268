using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
public sealed record LiftedRestriction(string Reason);

/// <summary>Opens a restricted file to the head of its unit again.</summary>
public sealed record LiftRestriction(Guid Target, long? SeenVersion, string Reason) : IAct<LiftRestriction, Investigation>
{
    private static readonly InlineValidator<LiftRestriction> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<Investigation> Act { get; } = new("lift-restriction", InvestigationOperations.LiftRestriction, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(Investigation file, ActContext who) =>
        file.Level is Investigation.Restricted ? null : Refusal.Rule("not-restricted");

    public Decision DecideOn(Investigation state, DecisionContext context) => Decision.Accept(new RestrictionLifted(Reason.Trim()));
}
