using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Vault;

namespace CaseWorkspace.Features.Evidence;

/// <summary>The workspace itself records that a download met damaged content; once, until it is found sound again.</summary>
/// <param name="Content">What the event says was sealed, and was read.</param>
public sealed record RecordDamage(Guid Target, VaultContent Content, ContentCheck Found) : ICommand<EvidenceItem>
{
    public Operation Operation => EvidenceOperations.RecordDamage;

    public Guid? Scope => null;

    public Decision Decide(EvidenceItem? state, DecisionContext context)
    {
        if (state is null || Found.Fault is not { } fault)
        {
            return Decision.Missing;
        }

        return state.IsDamaged
            ? Decision.Accept()
            : Decision.Accept(new ContentFoundDamaged(
                fault.Code(), Content.Sha256, Found.FoundSha256, Found.FoundLength, context.Actor.Id, context.Now));
    }
}
