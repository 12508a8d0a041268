using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class RefuseRequestTests
{
    private static readonly RefuseRequest Command = new(Guid.CreateVersion7(), 1, "sovereignty", "Not ours to give.");

    public static TheoryData<string> OtherStates =>
    [
        .. Requests.All.Keys.Where(name => Requests.All[name].State is { Incoming: true } state
            && !state.Is("received", "assigned", "clarification-asked")),
    ];

    [Theory]
    [InlineData(nameof(Requests.IncomingRequest))]
    [InlineData(nameof(Requests.IncomingRequestAssigned))]
    [InlineData(nameof(Requests.IncomingRequestUnclear))]
    public void A_refusal_is_told_by_the_liaison_officer(string name)
    {
        var request = Requests.All[name].When(Command, Someone.Supervisor).Then(new RequestRefused("sovereignty", "Not ours to give.")).State;
        request.State.ShouldBe("refused");
        request.RefusalGround.ShouldBe("sovereignty");
        request.Awaits.ShouldBe(new Awaits("transmit", Relation.AddressedLiaisonOfficer));
    }

    [Fact]
    public void An_answer_that_was_prepared_and_never_released_is_not_left_for_the_liaison_officer_to_see()
    {
        var request = Requests.IncomingRequestWithEvidence.When(Command, Someone.Supervisor).State;
        request.Answer.ShouldBeNull();
        request.AnsweredBy.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) =>
        Requests.All[name].When(Command, Someone.Supervisor).ThenRefused("not-in-this-state");

    [Fact]
    public void An_outgoing_request_is_returned_rather_than_refused() => Requests.DraftSubmitted.When(Command, Someone.Supervisor).ThenMissing();

    [Fact]
    public void A_request_that_does_not_exist_is_missing() =>
        Given.Nothing<InformationRequest>().When(Command, Someone.Supervisor).ThenMissing();

    [Fact]
    public void The_ground_is_one_of_the_list() => Faults.Of(Command with { Ground = "no-time" }).ShouldBe(["ground: unknown-code"]);

    [Fact]
    public void The_reason_has_to_be_given() => Faults.Of(Command with { Reason = "" }).ShouldBe(["reason: NotEmptyValidator"]);
}
