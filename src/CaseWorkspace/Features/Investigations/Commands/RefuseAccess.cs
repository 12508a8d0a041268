using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Investigations;

/// <summary>What the body of the request holds.</summary>
public sealed record RefusedAccess(string Reason);

/// <summary>Does not let in the person who asked, and says why.</summary>
public sealed record RefuseAccess(Guid Target, long? SeenVersion, string Reason) : ICommand<AccessAsk>
{
    private static readonly InlineValidator<RefuseAccess> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public Operation Operation => InvestigationOperations.RefuseAccess;

    public IValidator Rules => Shape;

    public Decision Decide(AccessAsk? state, DecisionContext context) => state switch
    {
        { State: AccessAsk.Waiting, File: not null } => Decision.Accept(new AccessRefused(Reason.Trim())),
        { File: not null } => Decision.Refuse("answered-already"),
        _ => Decision.Missing,
    };
}
