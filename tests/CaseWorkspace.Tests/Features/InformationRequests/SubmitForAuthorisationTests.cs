using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class SubmitForAuthorisationTests
{
    private static readonly SubmitForAuthorisation Command = new(Guid.CreateVersion7(), 1);

    public static TheoryData<string> OtherStates =>
        [.. Requests.Except(nameof(Requests.Draft), nameof(Requests.IncomingRequestAssigned))];

    [Fact]
    public void A_draft_waits_for_a_supervisor_who_did_not_write_it()
    {
        var request = Requests.Draft.When(Command, Someone.Investigator).Then(new RequestSubmitted()).State;
        request.State.ShouldBe("submitted");
        request.Awaits!.Verb.ShouldBe("authorise");
        request.Awaits.Relation.ShouldBe(Relation.UnitSupervisor);
        request.Awaits.NotBy.ShouldBe([Someone.Investigator.Id]);
    }

    [Theory]
    [InlineData("urgent-direct", 8)]
    [InlineData("urgent-indirect", 72)]
    [InlineData("ordinary", 168)]
    public void An_outgoing_request_has_to_leave_within_the_time_of_its_urgency(string urgency, int hours)
    {
        var urgent = Requests.Draft.And(Someone.Investigator, new RequestRevised(Requests.Content with { Urgency = urgency }));
        urgent.State!.DueAt.ShouldBeNull();
        var submitted = urgent.And(Someone.Investigator, new RequestSubmitted());
        submitted.State!.DueAt.ShouldBe(Given.Now.AddHours(hours));
        submitted.And(Someone.Supervisor, new RequestAuthorised("FR")).State!.DueAt.ShouldBe(Given.Now.AddHours(hours));
    }

    [Fact]
    public void A_return_gives_an_urgent_request_no_more_time_and_another_urgency_counts_from_the_first_submission()
    {
        var returned = Requests.DraftSubmitted.And(Someone.Supervisor, new RequestReturned("Say which flat."));
        returned.State!.DueAt.ShouldBe(Requests.DraftSubmitted.State!.DueAt);
        var urgent = returned.And(Someone.Investigator, new RequestRevised(Requests.Content with { Urgency = "urgent-direct" }));
        urgent.State!.DueAt.ShouldBe(urgent.State.SubmittedAt!.Value.AddHours(8));
        urgent.And(Someone.Investigator, new RequestSubmitted()).State!.DueAt.ShouldBe(urgent.State.DueAt);
    }

    [Fact]
    public void Once_the_request_is_abroad_the_time_to_answer_counts_and_no_other() =>
        Requests.RequestTransmitted.State!.DueAt.ShouldBe(Given.Now.AddDays(7));

    [Fact]
    public void An_answer_waits_for_a_supervisor_who_did_not_prepare_it()
    {
        var request = Requests.IncomingRequestWithAnswer.When(Command, Someone.Investigator).Then(new AnswerSubmitted()).State;
        request.State.ShouldBe("prepared");
        request.Awaits!.Verb.ShouldBe("release");
        request.Awaits.NotBy.ShouldBe([Someone.Investigator.Id]);
    }

    [Fact]
    public void Without_an_answer_there_is_nothing_to_submit() =>
        Requests.IncomingRequestAssigned.When(Command, Someone.Investigator).ThenRefused("answer-incomplete");

    [Fact]
    public void Every_item_asked_is_answered_before_the_answer_is_submitted() =>
        Requests.IncomingRequestAssigned
            .And(Someone.Investigator, new AnswerPrepared(Requests.Answer with { Items = [Requests.Answer.Items[0]] }))
            .When(Command, Someone.Investigator).ThenRefused("answer-incomplete");

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) =>
        Requests.All[name].When(Command, Someone.Investigator).ThenRefused("not-in-this-state");

    [Fact]
    public void A_request_that_does_not_exist_is_missing() =>
        Given.Nothing<InformationRequest>().When(Command, Someone.Investigator).ThenMissing();
}
