using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the body of the request holds.</summary>
public sealed record NewReview(string Opinion, string Reasons);

/// <summary>The supervising prosecutor's opinion of the item; a later one does not erase an earlier.</summary>
public sealed record ReviewEvidence(Guid Target, long? SeenVersion, string Opinion, string Reasons) : IAct<ReviewEvidence, EvidenceItem>
{
    private const string FollowUpNeeded = "follow-up-needed";

    private static readonly InlineValidator<ReviewEvidence> Shape = new()
    {
        rules => rules.RuleFor(command => command.Opinion).IsCode("review-opinion"),
        rules => rules.RuleFor(command => command.Reasons).NotEmpty().MaximumLength(20_000),
    };

    public static Act<EvidenceItem> Act { get; } = new("review", EvidenceOperations.Review, WhyNot) { AsksDutiesOf = [Relation.SupervisingProsecutor] };

    public IValidator Rules => Shape;

    // There has to be something fixed to form an opinion on: sealed content, or the thing itself.
    public static Refusal? WhyNot(EvidenceItem item, ActContext who) =>
        item.WhyNotInUse()
            ?? who.AgainstLettingGo(Duty.Prosecutes, item.Authors)
            ?? (item.Content is not null || item.Kind is EvidenceItem.PhysicalObject ? null : Refusal.Rule("no-content-yet"));

    public Decision DecideOn(EvidenceItem state, DecisionContext context)
    {
        var reviewed = Decision.Accept(new EvidenceReviewed(Opinion, Reasons.Trim(), context.Actor.Id, context.Now));
        return Opinion is FollowUpNeeded ? reviewed.Leaving(new WorkLeft(Reasons.Trim())) : reviewed;
    }
}
