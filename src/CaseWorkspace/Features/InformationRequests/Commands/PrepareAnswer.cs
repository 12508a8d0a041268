using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What the body of the request holds; the reference is the foreign authority's, of an answer from abroad.</summary>
public sealed record NewAnswer(AnswerContent Answer, string? Reference);

/// <summary>The investigator answers an incoming request item by item; evidence that goes along is of the same file.</summary>
/// <param name="Reference">An answer from abroad has one, this one has none: refused rather than passed over.</param>
public sealed record PrepareAnswer(Guid Target, long? SeenVersion, AnswerContent Answer, string? Reference = null) : IAct<PrepareAnswer, InformationRequest>
{
    private static readonly InlineValidator<PrepareAnswer> Shape = new()
    {
        rules => rules.RuleFor(command => command.Answer).NotNull().SetValidator(new AnswerContentRules()),
        rules => rules.RuleFor(command => command.Reference).Null(),
    };

    public static Act<InformationRequest> Act { get; } = new("answer", InformationRequestOperations.Answer, WhyNot);

    public IReadOnlyList<Fact> Facts => [new ThingsUsed([.. Evidence])];

    public IValidator Rules => Shape;

    private IEnumerable<Guid> Evidence => Answer.Items.SelectMany(item => item.Evidence).Distinct();

    public static Refusal? WhyNot(InformationRequest request, ActContext who) =>
        !request.Incoming || !who.OnTheFile() ? Refusal.Missing
            : !request.Is(States.Assigned) ? Refusal.Rule("not-in-this-state")
            : null;

    public Decision DecideOn(InformationRequest state, DecisionContext context)
    {
        if (!Evidence.All(id => context.Used.GetValueOrDefault(id)?.Kind is GoingAlong.Evidence))
        {
            return Decision.Refuse("not-evidence", "answer.items");
        }

        if (context.Used.Values.Any(used => used.Fenced))
        {
            return Decision.Refuse("evidence-privileged", "answer.items");
        }

        return AnswerFit.Fault(state, Answer) ?? Decision.Accept(new AnswerPrepared(Answer));
    }
}

/// <summary>Whether an answer fits what was asked.</summary>
internal static class AnswerFit
{
    public static Decision? Fault(InformationRequest request, AnswerContent answer)
    {
        if (answer.Items.Any(item => item.Item > request.Content.Items.Length))
        {
            return Decision.Refuse("no-such-item", "answer.items");
        }

        return answer.Documents.All(id => request.Documents.Any(document => document.Id == id))
            ? null
            : Decision.Refuse("no-such-document", "answer.documents");
    }
}
