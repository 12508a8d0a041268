using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
public sealed record LiftedRestriction(string Reason);

/// <summary>Opens a restricted file to the head of its unit again.</summary>
public sealed record LiftRestriction(Guid Target, long? SeenVersion, string Reason) : ICommand<Investigation>
{
    private static readonly InlineValidator<LiftRestriction> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public Operation Operation => InvestigationOperations.LiftRestriction;

    public IValidator Rules => Shape;

    public Decision Decide(Investigation? state, DecisionContext context) => state switch
    {
        null => Decision.Missing,
        { Level: Investigation.Restricted } => Decision.Accept(new RestrictionLifted(Reason.Trim())),
        _ => Decision.Refuse("not-restricted"),
    };
}
