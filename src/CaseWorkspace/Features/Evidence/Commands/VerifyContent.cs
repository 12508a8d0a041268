using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Vault;

namespace CaseWorkspace.Features.Evidence;

/// <summary>Records what was found when somebody had the content read again.</summary>
/// <param name="Content">What the event says was sealed, and was read; see <see cref="ContentOfItem"/>.</param>
public sealed record VerifyContent(Guid Target, ItemContent Content, ContentCheck Found) : ICommand<EvidenceItem>
{
    public Operation Operation => EvidenceOperations.Verify;

    public Decision Decide(EvidenceItem? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        object verified = Found.Fault is { } fault
            ? new ContentFoundDamaged(fault.Code(), Content.Sha256, Found.FoundSha256, Found.FoundLength, context.Actor.Id, context.Now)
            : new ContentVerified(Content.Sha256, Content.Length, context.Actor.Id, context.Now);
        return RecordAlteration.Fault(state, Content, context) is { } altered
            ? Decision.Accept(altered, verified)
            : Decision.Accept(verified);
    }
}
