using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Vault;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>Fixes what the item's content is, once; the vault holds it already.</summary>
public sealed record SealContent(Guid Target, VaultContent Content, string MediaType, string? FileName) : ICommand<EvidenceItem>
{
    private static readonly InlineValidator<SealContent> Shape = new()
    {
        rules => rules.RuleFor(command => command.MediaType).NotEmpty().MaximumLength(ContentClaims.LongestName),
        rules => rules.RuleFor(command => command.FileName).MaximumLength(ContentClaims.LongestName),
    };

    public Operation Operation => EvidenceOperations.Upload;

    public IValidator Rules => Shape;

    public Decision Decide(EvidenceItem? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        return state.Content is not null
            ? Decision.Refuse("already-sealed")
            : Decision.Accept(new ContentSealed(
                Content.Sha256, Content.Length, MediaType, FileName, context.Actor.Id, context.Now));
    }
}
