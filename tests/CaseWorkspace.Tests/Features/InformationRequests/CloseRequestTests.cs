using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class CloseRequestTests
{
    private static readonly CloseRequest Command = new(Guid.CreateVersion7(), 5);

    public static TheoryData<string> OtherStates =>
        [.. Requests.Except(nameof(Requests.AnswerTransmitted), nameof(Requests.AnswerFromAbroad))];

    private static Consequence<InformationRequest> By(Actor actor, Relation relation, Given<InformationRequest> request) =>
        request.WithRelations(relation).When(Command, actor);

    [Fact]
    public void The_liaison_officer_closes_an_incoming_request()
    {
        var request = By(Someone.LiaisonFr, Relation.AddressedLiaisonOfficer, Requests.AnswerTransmitted).Then(new RequestClosed()).State;
        request.State.ShouldBe("closed");
        request.Awaits.ShouldBeNull();
    }

    [Fact]
    public void The_files_people_close_an_outgoing_request()
    {
        By(Someone.Investigator, Relation.Lead, Requests.AnswerFromAbroad).Then(new RequestClosed()).State.State.ShouldBe("closed");
        By(Someone.Investigator3, Relation.Member, Requests.AnswerFromAbroad).Then(new RequestClosed());
        By(Someone.Supervisor, Relation.UnitSupervisor, Requests.AnswerFromAbroad).Then(new RequestClosed());
    }

    [Fact]
    public void Neither_side_closes_for_the_other()
    {
        By(Someone.Investigator, Relation.Lead, Requests.AnswerTransmitted).ThenRefused("not-in-this-state");
        By(Someone.LiaisonFr, Relation.AddressedLiaisonOfficer, Requests.AnswerFromAbroad).ThenRefused("not-in-this-state");
    }

    [Fact]
    public void A_member_of_the_file_who_is_posted_elsewhere_closes_for_the_file() =>
        By(Someone.InvestigatorAndLiaison, Relation.Member, Requests.AnswerFromAbroad).Then(new RequestClosed());

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name)
    {
        By(Someone.LiaisonFr, Relation.AddressedLiaisonOfficer, Requests.All[name]).ThenRefused("not-in-this-state");
        By(Someone.Supervisor, Relation.UnitSupervisor, Requests.All[name]).ThenRefused("not-in-this-state");
    }

    [Fact]
    public void A_request_that_does_not_exist_is_missing() =>
        By(Someone.LiaisonFr, Relation.AddressedLiaisonOfficer, Given.Nothing<InformationRequest>()).ThenMissing();
}
