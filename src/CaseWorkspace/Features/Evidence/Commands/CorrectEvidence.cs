using CaseWorkspace.Platform.Pipeline;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the body of the request holds: all that holds from now on, and why.</summary>
public sealed record CorrectedEvidence(
    string Kind, string Description, DateTimeOffset SeizedAt, string SeizedWhere, string SeizedBy, string? Source, string? Seal, string Reason);

/// <summary>Puts right what was said of the item when it was registered. The earlier words stay on its page and in its history; content and number are untouched.</summary>
public sealed record CorrectEvidence(
    Guid Target, long? SeenVersion, string Kind, string Description, DateTimeOffset SeizedAt, string SeizedWhere, string SeizedBy, string? Source, string? Seal,
    string Reason) : IAct<CorrectEvidence, EvidenceItem>, IItemWords
{
    /// <summary>So often it can be done, as the earlier words are read with the item.</summary>
    public const int MostCorrections = 50;

    private static readonly InlineValidator<CorrectEvidence> Shape = ItemWords.AddTo(new InlineValidator<CorrectEvidence>
    {
        rules => rules.RuleFor(command => command.Reason).IsReason(),
    });

    public static Act<EvidenceItem> Act { get; } = new("correct", EvidenceOperations.Correct, WhyNot);

    public IReadOnlyList<Fact> Facts => [LeavingItem.Of(Target)];

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(EvidenceItem item, ActContext who) =>
        item.WhyNotInUse() ?? (item.Earlier.Count < MostCorrections ? null : Refusal.Rule("corrected-too-often"));

    public Decision DecideOn(EvidenceItem state, DecisionContext context)
    {
        var corrected = new EvidenceCorrected(
            Kind, Description.Trim(), SeizedAt, SeizedWhere.Trim(), SeizedBy.Trim(), Source.OrNothing(), Seal.OrNothing(), Reason.Trim(), context.Actor.Id, context.Now);
        return LeavingItem.Refuse(context)
            ?? ItemWords.RefuseTime(SeizedAt, context)
            ?? (state.Kind is EvidenceItem.PhysicalObject && Kind is not EvidenceItem.PhysicalObject && (state.Custody ?? (object?)state.Offer) is not null
                ? Decision.Refuse("thing-in-custody", "kind") : null)
            ?? (state.Says(corrected) ? Decision.Refuse("same-as-before", "description") : Decision.Accept(corrected));
    }
}
