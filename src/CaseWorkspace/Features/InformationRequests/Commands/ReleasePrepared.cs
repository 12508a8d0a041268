using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// Lets leave what was prepared. An answer: a supervisor who did not prepare it, and after that the supervising prosecutor where evidence
/// goes along; never one person in both places. What goes along is fixed by its hash, and nothing else is ever given out under the
/// release. A clarification or a refusal: a supervisor who did not write it, nor a text before it that was returned, in this one act.
/// </summary>
public sealed record ReleasePrepared(Guid Target, long? SeenVersion) : ICommand<InformationRequest>
{
    public Operation Operation => InformationRequestOperations.Release;

    public Fact Fact => GoingAlong.Of(Target);

    public bool AsksOwnDuties => true;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state?.Pending is { } pending)
        {
            return !context.OverTheUnit() ? Decision.Refuse("supervisor-first")
                : context.AgainstLettingGo(Duty.Supervises, [pending.By, .. state.TextAuthors]) ?? Decision.Accept(Let(state, pending));
        }

        if (state is null || !state.Incoming || state.Answer is not { } answer)
        {
            return Decision.Missing;
        }

        return Refused(state, context) ?? Let(state, answer, context);
    }

    /// <summary>Why the actor may not take this step; null when they may.</summary>
    private static Decision? Refused(InformationRequest state, DecisionContext context) => state.State switch
    {
        States.Prepared when !context.OverTheUnit() => Decision.Refuse("supervisor-first"),
        States.Prepared => context.AgainstLettingGo(Duty.Supervises, state.Authors),
        States.AwaitingProsecutor when !context.OverTheInvestigation() => Decision.Refuse("prosecutor-next"),
        States.AwaitingProsecutor => context.AgainstLettingGo(Duty.Prosecutes, state.Authors, state.ReleasedBy),
        _ => Decision.Refuse("not-in-this-state"),
    };

    private static object Let(InformationRequest state, PendingText pending) =>
        pending.Kind is PendingText.Refusal ? new RequestRefused(pending.Ground!, pending.Text)
        : state.Incoming ? new ClarificationAsked(pending.Text)
        : new ClarificationGiven(pending.Text);

    private static Decision Let(InformationRequest state, AnswerContent answer, DecisionContext context)
    {
        var found = context.Facts<GoingAlong>();
        if (GoingAlong.Faults(answer, found).ToArray() is { Length: > 0 } faults)
        {
            return Decision.Refuse(faults);
        }

        Guid[] evidence = [.. answer.Items.SelectMany(item => item.Evidence).Distinct()];
        var content = GoingAlong.Fixed(evidence, GoingAlong.Evidence, found);
        var authorised = new ReleaseAuthorised(content);
        var released = new AnswerReleased(
            state.Content.Country, evidence, content, GoingAlong.Fixed(answer.Documents.Distinct(), GoingAlong.Document, found));
        return state.Is(States.AwaitingProsecutor) ? Decision.Accept(authorised, released)
            : evidence.Length > 0 ? Decision.Accept(authorised)
            : Decision.Accept(released);
    }
}
