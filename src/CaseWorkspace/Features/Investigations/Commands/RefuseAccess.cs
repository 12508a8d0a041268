using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
public sealed record RefusedAccess(string Reason);

/// <summary>Does not let in the person who asked, and says why.</summary>
public sealed record RefuseAccess(Guid Target, long? SeenVersion, string Reason) : IAct<RefuseAccess, AccessAsk>
{
    private static readonly InlineValidator<RefuseAccess> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<AccessAsk> Act { get; } = new("refuse", InvestigationOperations.RefuseAccess, AccessAsk.WhyNotAnswered);

    public IValidator Rules => Shape;

    public Decision DecideOn(AccessAsk state, DecisionContext context) => Decision.Accept(new AccessRefused(Reason.Trim()));
}
