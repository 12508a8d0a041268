using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// The liaison officer records what came back from abroad, with the provider's handling code and grades as they were given;
/// documents were added before.
/// </summary>
public sealed record RecordAnswer(Guid Target, long? SeenVersion, AnswerContent Answer, string? Reference) : ICommand<InformationRequest>
{
    private static readonly InlineValidator<RecordAnswer> Shape = new()
    {
        rules => rules.RuleFor(command => command.Answer).NotNull().SetValidator(new AnswerContentRules()),
        rules => rules.RuleFor(command => command.Reference).MaximumLength(100),
    };

    public Operation Operation => InformationRequestOperations.Answer;

    public IValidator Rules => Shape;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state is null || state.Incoming || !context.Abroad())
        {
            return Decision.Missing;
        }

        if (!state.Is(States.Transmitted, States.ClarificationAsked, States.ClarificationPrepared))
        {
            return Decision.Refuse("not-in-this-state");
        }

        if (Answer.Items.Any(item => item.Evidence.Length > 0))
        {
            return Decision.Refuse("documents-not-evidence", "answer.items");
        }

        return AnswerFit.Fault(state, Answer) ?? Decision.Accept(new AnswerRecorded(Answer, Reference));
    }
}
