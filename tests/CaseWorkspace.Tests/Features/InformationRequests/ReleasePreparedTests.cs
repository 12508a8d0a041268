using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class ReleasePreparedTests
{
    private static readonly ReleasePrepared Command = new(Guid.CreateVersion7(), 4);

    public static TheoryData<string> OtherStates =>
    [
        .. Requests.All.Keys.Where(name => Requests.All[name].State is { Incoming: true, Answer: not null } state
            && !state.Is("prepared", "awaiting-prosecutor")),
    ];

    private static Consequence<InformationRequest> AsSupervisor(Given<InformationRequest> request) =>
        request.Finding(Requests.Sealed).WithRelations(Relation.UnitSupervisor).When(Command, Someone.Supervisor);

    public static TheoryData<string, string> Unfit => new()
    {
        { "not sealed", "evidence-not-sealed" }, { "not found", "evidence-not-sealed" }, { "damaged", "evidence-damaged" },
        { "excluded", "evidence-excluded" }, { "follow-up-needed", "evidence-follow-up" },
    };

    private static Given<InformationRequest> Finding(Given<InformationRequest> request, string what) => what switch
    {
        "not sealed" => request.Finding(Requests.Sealed with { Sha256 = null, Length = 0 }),
        "not found" => request.Finding<GoingAlong>(),
        "damaged" => request.Finding(Requests.Sealed with { IsDamaged = true }),
        _ => request.Finding(Requests.Sealed with { Opinion = what }),
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void What_can_still_change_is_neither_released_nor_submitted(string what, string code)
    {
        const string field = "answer.items[0].evidence[0]";
        Finding(Requests.EvidenceAwaitingRelease, what).WithRelations(Relation.UnitSupervisor)
            .When(Command, Someone.Supervisor).ThenRefused(code, field);
        Finding(Requests.EvidenceAwaitingProsecutor, what).WithRelations(Relation.SupervisingProsecutor)
            .When(Command, Someone.Prosecutor).ThenRefused(code, field);
        Finding(Requests.IncomingRequestWithEvidence, what)
            .When(new SubmitForAuthorisation(Command.Target, 3), Someone.Investigator).ThenRefused(code, field);
    }

    [Theory]
    [InlineData("sufficient")]
    [InlineData("admissibility-doubt")]
    public void A_review_that_asks_for_nothing_more_holds_nothing_up(string opinion) =>
        Requests.EvidenceAwaitingProsecutor.Finding(Requests.Sealed with { Opinion = opinion }).WithRelations(Relation.SupervisingProsecutor)
            .When(Command, Someone.Prosecutor).State.State.ShouldBe("released");

    [Fact]
    public void Documents_that_go_along_are_fixed_by_the_release_too()
    {
        var answered = Requests.IncomingRequestAssigned
            .And(Someone.LiaisonFr, new DocumentAdded(Requests.Document, "reponse.pdf", "application/pdf", new string('d', 64), 500))
            .And(Someone.Investigator, new AnswerPrepared(Requests.Answer with { Documents = [Requests.Document] }), new AnswerSubmitted());
        answered.Finding(Requests.DocumentAlong).WithRelations(Relation.UnitSupervisor).When(Command, Someone.Supervisor)
            .Then(new AnswerReleased("FR", [], [], [new FixedContent(Requests.Document, new string('d', 64), 500)]));
        answered.Finding(Requests.Sealed).WithRelations(Relation.UnitSupervisor).When(Command, Someone.Supervisor)
            .ThenRefused("no-such-document", "answer.documents[0]");
    }

    [Fact]
    public void Words_are_released_by_the_supervisor_alone()
    {
        var request = AsSupervisor(Requests.AnswerAwaitingRelease).Then(new AnswerReleased("FR", [], [], [])).State;
        request.State.ShouldBe("released");
        request.Awaits.ShouldBe(new Awaits("transmit", Relation.AddressedLiaisonOfficer) { Due = request.DueAt });
    }

    [Fact]
    public void Evidence_waits_for_the_supervising_prosecutor_after_the_supervisor()
    {
        var request = AsSupervisor(Requests.EvidenceAwaitingRelease).Then(new ReleaseAuthorised([Requests.Content1])).State;
        request.State.ShouldBe("awaiting-prosecutor");
        request.Awaits.ShouldBe(new Awaits("release", Relation.SupervisingProsecutor) { NotBy = request.Awaits!.NotBy, Due = request.DueAt });
        request.Awaits.NotBy.ShouldBe([.. request.Authors, Someone.Supervisor.Id]);
    }

    [Fact]
    public void The_prosecutor_lets_evidence_leave() =>
        Requests.EvidenceAwaitingProsecutor.Finding(Requests.Sealed).WithRelations(Relation.SupervisingProsecutor).When(Command, Someone.Prosecutor)
            .Then(new ReleaseAuthorised([Requests.Content1]), new AnswerReleased("FR", [Requests.Item], [Requests.Content1], [])).State.State.ShouldBe("released");

    [Fact]
    public void Nobody_releases_the_own_answer() =>
        Requests.IncomingRequestAssigned.And(Someone.WorkingSupervisor, new AnswerPrepared(Requests.Answer), new AnswerSubmitted())
            .WithRelations(Relation.UnitSupervisor).When(Command, Someone.WorkingSupervisor).ThenRefused("own-draft");

    [Fact]
    public void An_author_who_became_the_prosecutor_since_does_not_release_the_answer() =>
        Requests.IncomingRequestAssigned
            .And(Someone.InvestigatorAndProsecutor, new AnswerPrepared(Requests.AnswerWithEvidence), new AnswerSubmitted())
            .And(Someone.Supervisor, new ReleaseAuthorised([Requests.Content1]))
            .Finding(Requests.Sealed).WithRelations(Relation.SupervisingProsecutor)
            .When(Command, Someone.InvestigatorAndProsecutor).ThenRefused("own-draft");

    [Theory]
    [InlineData(Duty.Investigates, "works-and-supervises")]
    [InlineData(Duty.Prosecutes, "prosecutes-and-supervises")]
    [InlineData(Duty.Keeps, "supervises-and-keeps")]
    public void A_supervisor_with_another_duty_on_the_file_does_not_release(Duty other, string code)
    {
        var release = Requests.EvidenceAwaitingRelease.WithRelations(Relation.UnitSupervisor);
        var refused = (release with { Facts = release.Facts with { OwnDuties = new Duties([Duty.Supervises, other], []) } })
            .When(Command, Someone.WorkingSupervisor).ThenRefused(code);
        refused.Decision.Refusal!.IsDenial.ShouldBeTrue();
    }

    [Fact]
    public void An_answer_stays_the_own_when_somebody_else_mends_it_last() =>
        Requests.IncomingRequestAssigned.And(Someone.WorkingSupervisor, new AnswerPrepared(Requests.Answer))
            .And(Someone.Investigator, new AnswerPrepared(Requests.Answer), new AnswerSubmitted())
            .WithRelations(Relation.UnitSupervisor).When(Command, Someone.WorkingSupervisor).ThenRefused("own-draft");

    [Fact]
    public void One_person_does_not_take_both_steps() =>
        Requests.EvidenceAwaitingRelease.Finding(Requests.Sealed).WithRelations(Relation.UnitSupervisor)
            .When(Command, Someone.SupervisorAndProsecutor).And.WithRelations(Relation.SupervisingProsecutor)
            .When(Command, Someone.SupervisorAndProsecutor).ThenRefused("both-steps");

    [Fact]
    public void A_person_who_let_it_pass_once_may_be_the_prosecutor_of_another_answer()
    {
        var returned = Requests.EvidenceAwaitingRelease.And(Someone.SupervisorAndProsecutor, new ReleaseAuthorised())
            .And(Someone.Supervisor, new AnswerReturned("Say which flat.")).And(Someone.Investigator, new AnswerSubmitted())
            .And(Someone.Supervisor, new ReleaseAuthorised());
        returned.Finding(Requests.Sealed).WithRelations(Relation.SupervisingProsecutor).When(Command, Someone.SupervisorAndProsecutor).State.State.ShouldBe("released");
    }

    [Fact]
    public void The_prosecutor_does_not_release_before_the_supervisor() =>
        Requests.EvidenceAwaitingRelease.WithRelations(Relation.SupervisingProsecutor).When(Command, Someone.Prosecutor)
            .ThenRefused("supervisor-first");

    [Fact]
    public void The_supervisor_does_not_release_for_the_prosecutor() =>
        AsSupervisor(Requests.EvidenceAwaitingProsecutor).ThenRefused("prosecutor-next");

    [Fact]
    public void A_prosecutor_who_only_heads_the_unit_does_not_release_as_prosecutor() =>
        Requests.EvidenceAwaitingProsecutor.WithRelations(Relation.UnitSupervisor).When(Command, Someone.SupervisorAndProsecutor)
            .ThenRefused("prosecutor-next");

    [Fact]
    public void A_supervisor_of_another_unit_who_is_the_files_prosecutor_does_not_release_as_supervisor() =>
        Requests.EvidenceAwaitingRelease.WithRelations(Relation.SupervisingProsecutor).When(Command, Someone.SupervisorAndProsecutor)
            .ThenRefused("supervisor-first");

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) => AsSupervisor(Requests.All[name]).ThenRefused("not-in-this-state");

    [Theory]
    [InlineData(nameof(Requests.QuestionAwaitingRelease), "clarification-asked")]
    [InlineData(nameof(Requests.ReplyAwaitingRelease), "transmitted")]
    [InlineData(nameof(Requests.RefusalAwaitingRelease), "refused")]
    public void A_text_is_let_out_in_one_act_by_a_supervisor_who_did_not_write_it(string name, string state)
    {
        var request = Requests.All[name].WithRelations(Relation.UnitSupervisor).When(Command, Someone.Supervisor2).State;
        request.State.ShouldBe(state);
        request.Pending.ShouldBeNull();
        Requests.All[name].WithRelations(Relation.SupervisingProsecutor).When(Command, Someone.Prosecutor).ThenRefused("supervisor-first");
        Requests.All[name].WithRelations(Relation.Member).When(Command, Someone.Investigator3).ThenRefused("supervisor-first");
    }

    [Fact]
    public void Nothing_leaves_but_the_text_that_was_prepared()
    {
        Requests.QuestionAwaitingRelease.WithRelations(Relation.UnitSupervisor).When(Command, Someone.Supervisor).Then(new ClarificationAsked("Which flat?"));
        Requests.ReplyAwaitingRelease.WithRelations(Relation.UnitSupervisor).When(Command, Someone.Supervisor).Then(new ClarificationGiven("The first."));
        Requests.RefusalAwaitingRelease.WithRelations(Relation.UnitSupervisor).When(Command, Someone.Supervisor2)
            .Then(new RequestRefused("sovereignty", "Not ours to give."));
    }

    [Fact]
    public void Nobody_lets_out_the_own_text()
    {
        Requests.RefusalAwaitingRelease.WithRelations(Relation.UnitSupervisor).When(Command, Someone.Supervisor).ThenRefused("own-draft");
        Requests.IncomingRequestAssigned.And(Someone.WorkingSupervisor, new ClarificationPrepared("Which flat?"))
            .WithRelations(Relation.UnitSupervisor).When(Command, Someone.WorkingSupervisor).ThenRefused("own-draft");
        Requests.QuestionAwaitingRelease.WithRelations(Relation.UnitSupervisor, Relation.Member)
            .When(Command, Someone.WorkingSupervisor).ThenRefused("works-and-supervises");
    }

    [Fact]
    public void Without_an_answer_there_is_nothing_to_release() => AsSupervisor(Requests.IncomingRequestAssigned).ThenMissing();

    [Fact]
    public void An_outgoing_request_is_authorised_rather_than_released() => AsSupervisor(Requests.DraftSubmitted).ThenMissing();

    [Fact]
    public void A_request_that_does_not_exist_is_missing() => AsSupervisor(Given.Nothing<InformationRequest>()).ThenMissing();
}
