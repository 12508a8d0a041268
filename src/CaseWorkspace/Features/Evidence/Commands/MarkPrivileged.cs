using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the body of the request holds.</summary>
public sealed record NewPrivilege(string Reason);

/// <summary>Marks the item as privileged, e.g. what counsel and a client share: no search finds it, and it goes along with no answer.</summary>
public sealed record MarkPrivileged(Guid Target, long? SeenVersion, string Reason) : IAct<MarkPrivileged, EvidenceItem>
{
    private static readonly InlineValidator<MarkPrivileged> Shape = new()
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    };

    public static Act<EvidenceItem> Act { get; } = new(
        "mark-privileged", EvidenceOperations.MarkPrivileged, (item, _) => item.WhyNotInUse() ?? (item.Privilege is null ? null : Refusal.Rule("privileged-already")));

    public IValidator Rules => Shape;

    public Decision DecideOn(EvidenceItem state, DecisionContext context) => Decision.Accept(new ItemMarkedPrivileged(Reason.Trim(), context.Actor.Id, context.Now));
}
