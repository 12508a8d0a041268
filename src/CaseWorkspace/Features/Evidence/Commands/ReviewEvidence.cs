using CaseWorkspace.Platform.Codes;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.Evidence;

/// <summary>What the body of the request holds.</summary>
public sealed record NewReview(string Opinion, string Reasons);

/// <summary>The supervising prosecutor's opinion of the item; a later one does not erase an earlier.</summary>
public sealed record ReviewEvidence(Guid Target, long? SeenVersion, string Opinion, string Reasons) : ICommand<EvidenceItem>
{
    private static readonly InlineValidator<ReviewEvidence> Shape = new()
    {
        rules => rules.RuleFor(command => command.Opinion).IsCode("review-opinion"),
        rules => rules.RuleFor(command => command.Reasons).NotEmpty().MaximumLength(20_000),
    };

    public Operation Operation => EvidenceOperations.Review;

    public IValidator Rules => Shape;

    public bool AsksOwnDuties => true;

    public Decision Decide(EvidenceItem? state, DecisionContext context)
    {
        if (state is null)
        {
            return Decision.Missing;
        }

        return context.AgainstLettingGo(Duty.Prosecutes, state.Authors)
            ?? (state.CanBeReviewed()
                ? Decision.Accept(new EvidenceReviewed(Opinion, Reasons.Trim(), context.Actor.Id, context.Now))
                : Decision.Refuse("no-content-yet"));
    }
}
