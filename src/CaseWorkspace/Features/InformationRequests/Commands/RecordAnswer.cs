using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using FluentValidation;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// The liaison officer records what came back from abroad, with the provider's handling code and grades as they were given;
/// documents were added before.
/// </summary>
public sealed record RecordAnswer(Guid Target, long? SeenVersion, AnswerContent Answer, string? Reference) : IAct<RecordAnswer, InformationRequest>
{
    private static readonly InlineValidator<RecordAnswer> Shape = new()
    {
        rules => rules.RuleFor(command => command.Answer).NotNull().SetValidator(new AnswerContentRules()),
        rules => rules.RuleFor(command => command.Reference).MaximumLength(100),
    };

    public static Act<InformationRequest> Act { get; } = new("record-answer", InformationRequestOperations.Answer, WhyNot);

    public IValidator Rules => Shape;

    public static Refusal? WhyNot(InformationRequest request, ActContext who) =>
        request.Incoming || !who.Abroad() ? Refusal.Missing
            : !request.Is(States.Transmitted, States.ClarificationAsked, States.ClarificationPrepared) ? Refusal.Rule("not-in-this-state")
            : null;

    public Decision DecideOn(InformationRequest state, DecisionContext context)
    {
        if (Answer.Items.Any(item => item.Evidence.Length > 0))
        {
            return Decision.Refuse("documents-not-evidence", "answer.items");
        }

        return AnswerFit.Fault(state, Answer) ?? Decision.Accept(new AnswerRecorded(Answer, Reference));
    }
}
