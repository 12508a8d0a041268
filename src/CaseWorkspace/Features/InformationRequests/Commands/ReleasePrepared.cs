using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;

namespace CaseWorkspace.Features.InformationRequests;

/// <summary>
/// Lets leave what was prepared. An answer: a supervisor who did not prepare it, and after that the supervising prosecutor where evidence
/// goes along; never one person in both places. What goes along is fixed by its hash, and nothing else is ever given out under the
/// release. A clarification or a refusal: a supervisor who did not write it, nor a text before it that was returned, in this one act.
/// </summary>
public sealed record ReleasePrepared(Guid Target, long? SeenVersion) : IAct<ReleasePrepared, InformationRequest>
{
    public static Act<InformationRequest> Act { get; } = new("release", InformationRequestOperations.Release, WhyNot)
    {
        AsksDutiesOf = [Relation.UnitSupervisor, Relation.SupervisingProsecutor],
    };

    public IReadOnlyList<Fact> Facts => [GoingAlong.Of(Target)];

    public static Refusal? WhyNot(InformationRequest request, ActContext who) => request switch
    {
        { Pending: not null } when !who.OverTheUnit() => Refusal.Rule("supervisor-first"),
        { Pending: { } pending } => who.AgainstLettingGo(Duty.Supervises, [pending.By, .. request.TextAuthors]),
        { Incoming: false } or { Answer: null } => Refusal.Missing,
        { State: States.Prepared } when !who.OverTheUnit() => Refusal.Rule("supervisor-first"),
        { State: States.Prepared } => who.AgainstLettingGo(Duty.Supervises, request.Authors),
        { State: States.AwaitingProsecutor } when !who.OverTheInvestigation() => Refusal.Rule("prosecutor-next"),
        { State: States.AwaitingProsecutor } => who.AgainstLettingGo(Duty.Prosecutes, request.Authors, request.ReleasedBy),
        _ => Refusal.Rule("not-in-this-state"),
    };

    public Decision DecideOn(InformationRequest state, DecisionContext context) =>
        state.Pending is { } pending ? Decision.Accept(Let(state, pending)) : Let(state, state.Answer!, context);

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
