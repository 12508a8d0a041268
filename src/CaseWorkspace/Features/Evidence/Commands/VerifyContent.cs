using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Vault;

namespace CaseWorkspace.Features.Evidence;

/// <summary>Records what was found when somebody had the content read again.</summary>
/// <param name="Content">What was read: it must be what the item was sealed with.</param>
public sealed record VerifyContent(Guid Target, VaultContent Content, ContentCheck Found) : ICommand<EvidenceItem>
{
    public Operation Operation => EvidenceOperations.Verify;

    public Decision Decide(EvidenceItem? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        if (state.Content is not { } content || !string.Equals(content.Sha256, Content.Sha256, StringComparison.Ordinal))
        {
            return Decision.Refuse("no-content-yet");
        }

        return Decision.Accept(Found.Fault is { } fault
            ? new ContentFoundDamaged(
                fault.Code(), content.Sha256, Found.FoundSha256, Found.FoundLength, context.Actor.Id, context.Now)
            : new ContentVerified(content.Sha256, content.Length, context.Actor.Id, context.Now));
    }
}
