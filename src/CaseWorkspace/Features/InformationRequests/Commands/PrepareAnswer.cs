using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>What the body of the request holds; the reference is the foreign authority's, of an answer from abroad.</summary>
public sealed record NewAnswer(AnswerContent Answer, string? Reference);

/// <summary>The investigator answers an incoming request item by item; evidence that goes along is of the same file.</summary>
/// <param name="Reference">An answer from abroad has one, this one has none: refused rather than passed over.</param>
public sealed record PrepareAnswer(Guid Target, long? SeenVersion, AnswerContent Answer, string? Reference = null) : ICommand<InformationRequest>
{
    private static readonly InlineValidator<PrepareAnswer> Shape = new()
    {
        rules => rules.RuleFor(command => command.Answer).NotNull().SetValidator(new AnswerContentRules()),
        rules => rules.RuleFor(command => command.Reference).Null(),
    };

    public Operation Operation => InformationRequestOperations.Answer;

    public IReadOnlyCollection<Guid> Uses => [.. Answer.Items.SelectMany(item => item.Evidence).Distinct()];

    public IValidator Rules => Shape;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state is null || !state.Incoming || !context.OnTheFile())
        {
            return Decision.Missing;
        }

        if (!state.Is(States.Assigned))
        {
            return Decision.Refuse("not-in-this-state");
        }

        if (!Uses.All(id => context.Used.GetValueOrDefault(id)?.Kind is "evidence"))
        {
            return Decision.Refuse("not-evidence", "answer.items");
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
