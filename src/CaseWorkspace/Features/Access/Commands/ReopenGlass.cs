using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Access;

/// <summary>What the body of the request holds.</summary>
public sealed record ReopenedEntry(string Reason);

/// <summary>The auditor lets the person enter files in an emergency again, although this entry is not reviewed yet or was not justified.</summary>
public sealed record ReopenGlass(Guid Target, string Reason) : IAct<ReopenGlass, BreakGlass>
{
    private static readonly InlineValidator<ReopenGlass> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<BreakGlass> Act { get; } = new("reopen", AccessOperations.ReopenGlass, WhyNot);

    public Guid? Scope => null;

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(BreakGlass glass, ActContext who) =>
        glass.By == who.Actor.Id ? Refusal.Denied("own-break-glass") : glass.ClosesTheWay ? null : Refusal.Rule("way-is-open");

    public Decision DecideOn(BreakGlass state, DecisionContext context) => Decision.Accept(new EmergencyAccessReopened(Reason.Trim()));
}
