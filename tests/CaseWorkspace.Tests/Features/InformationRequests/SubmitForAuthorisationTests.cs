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
