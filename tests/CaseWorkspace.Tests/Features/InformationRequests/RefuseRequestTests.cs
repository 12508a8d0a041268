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

    private static Consequence<InformationRequest> AsSupervisor(Given<InformationRequest> request) =>
        request.WithRelations(Relation.UnitSupervisor).When(Command, Someone.Supervisor);

    [Theory]
    [InlineData(nameof(Requests.IncomingRequest))]
    [InlineData(nameof(Requests.IncomingRequestAssigned))]
    [InlineData(nameof(Requests.IncomingRequestUnclear))]
    public void A_refusal_waits_for_a_supervisor_who_did_not_write_it(string name)
    {
        var request = AsSupervisor(Requests.All[name]).Then(new RefusalPrepared("sovereignty", "Not ours to give.")).State;
        request.State.ShouldBe("refusal-prepared");
        (request.RefusalGround, request.Pending!.From).ShouldBe((null, Requests.All[name].State!.State));
        request.Awaits.ShouldBe(new Awaits("release", Relation.UnitSupervisor) { NotBy = request.Awaits!.NotBy, Due = request.DueAt });
        request.Awaits.NotBy.ShouldBe([Someone.Supervisor.Id]);
    }

    [Fact]
    public void An_investigator_of_the_file_writes_one_too() =>
        Requests.IncomingRequestAssigned.WithRelations(Relation.Member).When(Command, Someone.Investigator)
            .Then(new RefusalPrepared("sovereignty", "Not ours to give."));

    [Fact]
    public void An_answer_that_was_prepared_and_never_released_is_gone_once_the_refusal_leaves()
    {
        var request = AsSupervisor(Requests.IncomingRequestWithEvidence).And.WithRelations(Relation.UnitSupervisor)
            .When(new ReleasePrepared(Command.Target, 4), Someone.Supervisor2).State;
        (request.State, request.RefusalGround, request.Reason).ShouldBe(("refused", "sovereignty", "Not ours to give."));
        request.Answer.ShouldBeNull();
        request.AnsweredBy.ShouldBeNull();
        request.Awaits.ShouldBe(new Awaits("transmit", Relation.AddressedLiaisonOfficer) { Due = request.DueAt });
    }

    [Fact]
    public void A_refusal_from_before_two_were_asked_for_stands() =>
        Requests.IncomingRequest.And(Someone.Supervisor, new RequestRefused("sovereignty", "No.")).State!.State.ShouldBe("refused");

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) => AsSupervisor(Requests.All[name]).ThenRefused("not-in-this-state");

    [Fact]
    public void Who_only_carries_it_does_not_refuse_it() =>
        Requests.IncomingRequest.WithRelations(Relation.AddressedLiaisonOfficer).When(Command, Someone.LiaisonFr).ThenMissing();

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
