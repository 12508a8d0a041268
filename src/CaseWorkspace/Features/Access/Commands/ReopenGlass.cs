using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Access;

/// <summary>What the body of the request holds.</summary>
public sealed record ReopenedEntry(string Reason);

/// <summary>The auditor lets the person enter files in an emergency again, although this entry is not reviewed yet or was not justified.</summary>
public sealed record ReopenGlass(Guid Target, string Reason) : ICommand<BreakGlass>
{
    private static readonly InlineValidator<ReopenGlass> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public Operation Operation => AccessOperations.ReopenGlass;

    public Guid? Scope => null;

    public IValidator Rules => Shape;

    public Decision Decide(BreakGlass? state, DecisionContext context) => state switch
    {
        null => Decision.Missing,
        _ when state.By == context.Actor.Id => Decision.Forbid("own-break-glass"),
        { ClosesTheWay: false } => Decision.Refuse("way-is-open"),
        _ => Decision.Accept(new EmergencyAccessReopened(Reason.Trim())),
    };
}
