using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class ReturnForRevisionTests
{
    private static readonly ReturnForRevision Command = new(Guid.CreateVersion7(), 3, "Say which flat.");

    public static TheoryData<string> OtherStates => [.. Requests.Except(
        nameof(Requests.DraftSubmitted), nameof(Requests.AnswerAwaitingRelease), nameof(Requests.EvidenceAwaitingProsecutor),
        nameof(Requests.QuestionAwaitingRelease), nameof(Requests.ReplyAwaitingRelease), nameof(Requests.RefusalAwaitingRelease))];

    private static Consequence<InformationRequest> AsSupervisor(Given<InformationRequest> request) =>
        request.WithRelations(Relation.UnitSupervisor).When(Command, Someone.Supervisor);

    private static Consequence<InformationRequest> AsProsecutor(Given<InformationRequest> request) =>
        request.WithRelations(Relation.SupervisingProsecutor).When(Command, Someone.Prosecutor);

    [Fact]
    public void A_draft_goes_back_to_its_drafter()
    {
        var request = AsSupervisor(Requests.DraftSubmitted).Then(new RequestReturned("Say which flat.")).State;
        request.State.ShouldBe("draft");
        request.Reason.ShouldBe("Say which flat.");
        request.Awaits.ShouldBe(new Awaits("revise", Relation.Member, Someone.Investigator.Id) { Due = request.DueAt });
    }

    [Fact]
    public void An_answer_goes_back_to_whom_the_request_is_assigned()
    {
        var request = AsSupervisor(Requests.AnswerAwaitingRelease).Then(new AnswerReturned("Say which flat.")).State;
        request.State.ShouldBe("assigned");
        request.Awaits.ShouldBe(new Awaits("answer", Relation.Member, Someone.Investigator.Id) { Due = request.DueAt });
    }

    [Fact]
    public void The_prosecutor_gives_back_what_waits_for_the_prosecutor() =>
        AsProsecutor(Requests.EvidenceAwaitingProsecutor).Then(new AnswerReturned("Say which flat.")).State.State.ShouldBe("assigned");

    [Fact]
    public void The_supervisor_takes_back_what_waits_for_the_prosecutor() =>
        AsSupervisor(Requests.EvidenceAwaitingProsecutor).Then(new AnswerReturned("Say which flat.")).State.State.ShouldBe("assigned");

    [Fact]
    public void What_comes_back_passes_the_supervisor_again() =>
        AsProsecutor(Requests.EvidenceAwaitingProsecutor).And.And(Someone.Investigator, new AnswerSubmitted())
            .State!.State.ShouldBe("prepared");

    [Theory]
    [InlineData(nameof(Requests.DraftSubmitted))]
    [InlineData(nameof(Requests.AnswerAwaitingRelease))]
    public void The_prosecutor_does_not_return_what_waits_for_the_supervisor(string name) =>
        AsProsecutor(Requests.All[name]).ThenRefused("not-in-this-state");

    [Fact]
    public void A_clarification_goes_back_to_where_the_request_stood()
    {
        var asked = AsSupervisor(Requests.QuestionAwaitingRelease).Then(new ClarificationReturned("Say which flat.")).State;
        (asked.State, asked.Reason, asked.Pending).ShouldBe(("assigned", "Say which flat.", null));
        asked.Awaits.ShouldBe(new Awaits("answer", Relation.Member, Someone.Investigator.Id) { Due = asked.DueAt });
        asked.Clarifications.ShouldBeEmpty();
        var reply = AsSupervisor(Requests.ReplyAwaitingRelease).Then(new ClarificationReturned("Say which flat.")).State;
        reply.State.ShouldBe("clarification-asked");
        reply.Awaits.ShouldBe(new Awaits("clarify", Relation.Member, Someone.Investigator.Id) { Due = reply.DueAt });
    }

    [Fact]
    public void A_refusal_is_taken_back_by_the_person_who_wrote_it_too()
    {
        var request = AsSupervisor(Requests.RefusalAwaitingRelease).Then(new RefusalReturned("Say which flat.")).State;
        (request.State, request.RefusalGround).ShouldBe(("received", null));
        request.Awaits.ShouldBe(new Awaits("assign", Relation.UnitSupervisor) { Due = request.DueAt });
    }

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) => AsSupervisor(Requests.All[name]).ThenRefused("not-in-this-state");

    [Fact]
    public void A_request_that_does_not_exist_is_missing() => AsSupervisor(Given.Nothing<InformationRequest>()).ThenMissing();

    [Fact]
    public void The_reason_has_to_be_given() => Faults.Of(Command with { Reason = "" }).ShouldBe(["reason: NotEmptyValidator"]);
}
