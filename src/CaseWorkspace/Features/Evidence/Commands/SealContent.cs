using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Vault;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>Fixes what the item's content is, once; the vault holds it already.</summary>
public sealed record SealContent(Guid Target, VaultContent Content, string MediaType, string? FileName) : IAct<SealContent, EvidenceItem>
{
    private static readonly InlineValidator<SealContent> Shape = new()
    {
        rules => rules.RuleFor(command => command.MediaType).NotEmpty().MaximumLength(ContentClaims.LongestName),
        rules => rules.RuleFor(command => command.FileName).MaximumLength(ContentClaims.LongestName),
    };

    public static Act<EvidenceItem> Act { get; } = new("upload", EvidenceOperations.Upload, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(EvidenceItem item, ActContext who) => item.WhyNotInUse() ?? ContentRules.WhyNotSealed(item.Content);

    public Decision DecideOn(EvidenceItem state, DecisionContext context) => Decision.Accept(new ContentSealed(
        Content.Sha256, Content.Length, MediaType, FileName, context.Actor.Id, context.Now));
}
