using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.Evidence;

/// <summary>The workspace itself records that the item's snapshot names other content than the event that sealed it, and puts it right.</summary>
/// <param name="Content">What the event says was sealed.</param>
public sealed record RecordAlteration(Guid Target, ItemContent Content) : ICommand<EvidenceItem>
{
    public Operation Operation => EvidenceOperations.RecordDamage;

    public Guid? Scope => null;

    public Decision Decide(EvidenceItem? state, DecisionContext context) =>
        state is null ? Decision.Missing
        : Fault(state, Content, context) is { } altered ? Decision.Accept(altered)
        : Decision.Accept();

    /// <summary>The event to append where the snapshot disagrees with what was sealed; null where it agrees.</summary>
    internal static ContentRecordFoundAltered? Fault(EvidenceItem state, ItemContent content, DecisionContext context) =>
        state.Content?.InVault == content.InVault ? null : new ContentRecordFoundAltered(
            content.Sha256, content.Length, content.MediaType, content.FileName, content.SealedBy, content.SealedAt,
            state.Content?.Sha256, state.Content?.Length, context.Actor.Id, context.Now);
}
