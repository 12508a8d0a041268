using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class ReleaseAnswerTests
{
    private static readonly ReleaseAnswer Command = new(Guid.CreateVersion7(), 4);

    public static TheoryData<string> OtherStates =>
    [
        .. Requests.All.Keys.Where(name => Requests.All[name].State is { Incoming: true, Answer: not null } state
            && !state.Is("prepared", "awaiting-prosecutor")),
    ];

    private static Consequence<InformationRequest> AsSupervisor(Given<InformationRequest> request) =>
        request.Standing(Relation.UnitSupervisor).When(Command, Someone.Supervisor);

    [Fact]
    public void Words_are_released_by_the_supervisor_alone()
    {
        var request = AsSupervisor(Requests.AnswerAwaitingRelease).Then(new AnswerReleased("FR", [])).State;
        request.State.ShouldBe("released");
        request.Awaits.ShouldBe(new Awaits("transmit", Relation.AddressedLiaisonOfficer));
    }

    [Fact]
    public void Evidence_waits_for_the_supervising_prosecutor_after_the_supervisor()
    {
        var request = AsSupervisor(Requests.EvidenceAwaitingRelease).Then(new ReleaseAuthorised()).State;
        request.State.ShouldBe("awaiting-prosecutor");
        request.Awaits.ShouldBe(new Awaits("release", Relation.SupervisingProsecutor) { NotBy = request.Awaits!.NotBy });
        request.Awaits.NotBy.ShouldBe([.. request.Authors, Someone.Supervisor.Id]);
    }

    [Fact]
    public void The_prosecutor_lets_evidence_leave() =>
        Requests.EvidenceAwaitingProsecutor.Standing(Relation.SupervisingProsecutor).When(Command, Someone.Prosecutor)
            .Then(new ReleaseAuthorised(), new AnswerReleased("FR", [Requests.Item])).State.State.ShouldBe("released");

    [Fact]
    public void Nobody_releases_the_own_answer() =>
        Requests.IncomingRequestAssigned.And(Someone.WorkingSupervisor, new AnswerPrepared(Requests.Answer), new AnswerSubmitted())
            .Standing(Relation.UnitSupervisor).When(Command, Someone.WorkingSupervisor).ThenRefused("own-draft");

    [Fact]
    public void An_author_who_became_the_prosecutor_since_does_not_release_the_answer() =>
        Requests.IncomingRequestAssigned
            .And(Someone.InvestigatorAndProsecutor, new AnswerPrepared(Requests.AnswerWithEvidence), new AnswerSubmitted())
            .And(Someone.Supervisor, new ReleaseAuthorised())
            .Standing(Relation.SupervisingProsecutor)
            .When(Command, Someone.InvestigatorAndProsecutor).ThenRefused("own-draft");

    [Theory]
    [InlineData(Duty.Investigates, "works-and-supervises")]
    [InlineData(Duty.Prosecutes, "prosecutes-and-supervises")]
    [InlineData(Duty.Keeps, "supervises-and-keeps")]
    public void A_supervisor_with_another_duty_on_the_file_does_not_release(Duty other, string code)
    {
        var release = Requests.EvidenceAwaitingRelease.Standing(Relation.UnitSupervisor);
        var refused = (release with { Facts = release.Facts with { OwnDuties = new Duties([Duty.Supervises, other], []) } })
            .When(Command, Someone.WorkingSupervisor).ThenRefused(code);
        refused.Decision.Refusal!.IsDenial.ShouldBeTrue();
    }

    [Fact]
    public void An_answer_stays_the_own_when_somebody_else_mends_it_last() =>
        Requests.IncomingRequestAssigned.And(Someone.WorkingSupervisor, new AnswerPrepared(Requests.Answer))
            .And(Someone.Investigator, new AnswerPrepared(Requests.Answer), new AnswerSubmitted())
            .Standing(Relation.UnitSupervisor).When(Command, Someone.WorkingSupervisor).ThenRefused("own-draft");

    [Fact]
    public void One_person_does_not_take_both_steps() =>
        Requests.EvidenceAwaitingRelease.Standing(Relation.UnitSupervisor)
            .When(Command, Someone.SupervisorAndProsecutor).And.Standing(Relation.SupervisingProsecutor)
            .When(Command, Someone.SupervisorAndProsecutor).ThenRefused("both-steps");

    [Fact]
    public void Whoever_let_it_pass_once_may_be_the_prosecutor_of_another_answer()
    {
        var returned = Requests.EvidenceAwaitingRelease.And(Someone.SupervisorAndProsecutor, new ReleaseAuthorised())
            .And(Someone.Supervisor, new AnswerReturned("Say which flat.")).And(Someone.Investigator, new AnswerSubmitted())
            .And(Someone.Supervisor, new ReleaseAuthorised());
        returned.Standing(Relation.SupervisingProsecutor).When(Command, Someone.SupervisorAndProsecutor).State.State.ShouldBe("released");
    }

    [Fact]
    public void The_prosecutor_does_not_release_before_the_supervisor() =>
        Requests.EvidenceAwaitingRelease.Standing(Relation.SupervisingProsecutor).When(Command, Someone.Prosecutor)
            .ThenRefused("supervisor-first");

    [Fact]
    public void The_supervisor_does_not_release_for_the_prosecutor() =>
        AsSupervisor(Requests.EvidenceAwaitingProsecutor).ThenRefused("prosecutor-next");

    [Fact]
    public void A_prosecutor_who_only_heads_the_unit_does_not_release_as_prosecutor() =>
        Requests.EvidenceAwaitingProsecutor.Standing(Relation.UnitSupervisor).When(Command, Someone.SupervisorAndProsecutor)
            .ThenRefused("prosecutor-next");

    [Fact]
    public void A_supervisor_of_another_unit_who_is_the_files_prosecutor_does_not_release_as_supervisor() =>
        Requests.EvidenceAwaitingRelease.Standing(Relation.SupervisingProsecutor).When(Command, Someone.SupervisorAndProsecutor)
            .ThenRefused("supervisor-first");

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) => AsSupervisor(Requests.All[name]).ThenRefused("not-in-this-state");

    [Fact]
    public void Without_an_answer_there_is_nothing_to_release() => AsSupervisor(Requests.IncomingRequestAssigned).ThenMissing();

    [Fact]
    public void An_outgoing_request_is_authorised_rather_than_released() => AsSupervisor(Requests.DraftSubmitted).ThenMissing();

    [Fact]
    public void A_request_that_does_not_exist_is_missing() => AsSupervisor(Given.Nothing<InformationRequest>()).ThenMissing();
}
