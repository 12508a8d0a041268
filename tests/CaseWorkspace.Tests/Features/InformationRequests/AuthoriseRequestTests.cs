using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class AuthoriseRequestTests
{
    private static readonly AuthoriseRequest Command = new(Guid.CreateVersion7(), 2);

    private static Given<InformationRequest> DraftedByTheSupervisor { get; } = Given.Events<InformationRequest>(
        Someone.WorkingSupervisor, new RequestDrafted("R-2026-000003", Requests.File, "unit-1", Requests.Content));

    public static TheoryData<string> OtherStates =>
    [
        .. Requests.All.Keys.Where(name => Requests.All[name].State is { Incoming: false } state && !state.Is("submitted")),
    ];

    [Fact]
    public void What_is_authorised_waits_for_the_liaison_officer_posted_there()
    {
        var request = Requests.DraftSubmitted.When(Command, Someone.Supervisor).Then(new RequestAuthorised("FR")).State;
        request.State.ShouldBe("authorised");
        request.Awaits.ShouldBe(new Awaits("transmit", Relation.AddressedLiaisonOfficer) { Due = request.DueAt });
    }

    [Fact]
    public void Nobody_authorises_the_own_draft() =>
        DraftedByTheSupervisor.And(Someone.WorkingSupervisor, new RequestSubmitted())
            .When(Command, Someone.WorkingSupervisor).ThenRefused("own-draft");

    [Fact]
    public void Nobody_authorises_a_draft_that_they_revised() =>
        Requests.Draft.And(Someone.WorkingSupervisor, new RequestRevised(Requests.Content), new RequestSubmitted())
            .When(Command, Someone.WorkingSupervisor).ThenRefused("own-draft");

    [Fact]
    public void A_draft_stays_the_own_when_somebody_else_revises_it_last() =>
        DraftedByTheSupervisor.And(Someone.Investigator, new RequestRevised(Requests.Content), new RequestSubmitted())
            .When(Command, Someone.WorkingSupervisor).ThenRefused("own-draft");

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) =>
        Requests.All[name].When(Command, Someone.Supervisor).ThenRefused("not-in-this-state");

    [Fact]
    public void An_incoming_request_is_released_rather_than_authorised() =>
        Requests.AnswerAwaitingRelease.When(Command, Someone.Supervisor).ThenMissing();

    [Fact]
    public void A_request_that_does_not_exist_is_missing() =>
        Given.Nothing<InformationRequest>().When(Command, Someone.Supervisor).ThenMissing();
}
