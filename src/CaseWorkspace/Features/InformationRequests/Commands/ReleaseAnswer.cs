using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// Lets an answer leave: a supervisor who did not prepare it, and after that the supervising prosecutor where evidence goes along;
/// never one person in both places.
/// </summary>
public sealed record ReleaseAnswer(Guid Target, long? SeenVersion) : ICommand<InformationRequest>
{
    public Operation Operation => InformationRequestOperations.Release;

    public bool AsksOwnDuties => true;

    public Decision Decide(InformationRequest? state, DecisionContext context)
    {
        if (state is null || !state.Incoming || state.Answer is null)
        {
            return Decision.Missing;
        }

        Guid[] evidence = [.. state.Answer.Items.SelectMany(item => item.Evidence).Distinct()];
        var released = new AnswerReleased(state.Content.Country, evidence);
        return state.State switch
        {
            States.Prepared when !context.OverTheUnit() => Decision.Refuse("supervisor-first"),
            States.Prepared when context.AgainstLettingGo(Duty.Supervises, state.Authors) is { } refused => refused,
            States.Prepared when evidence.Length > 0 => Decision.Accept(new ReleaseAuthorised()),
            States.Prepared => Decision.Accept(released),
            States.AwaitingProsecutor when !context.OverTheInvestigation() => Decision.Refuse("prosecutor-next"),
            States.AwaitingProsecutor when context.AgainstLettingGo(Duty.Prosecutes, state.Authors, state.ReleasedBy) is { } refused => refused,
            States.AwaitingProsecutor => Decision.Accept(new ReleaseAuthorised(), released),
            _ => Decision.Refuse("not-in-this-state"),
        };
    }
}
