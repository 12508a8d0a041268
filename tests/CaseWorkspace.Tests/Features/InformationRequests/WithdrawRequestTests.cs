using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class WithdrawRequestTests
{
    private static readonly WithdrawRequest Command = new(Guid.CreateVersion7(), 5, " Registered twice. ");

    public static TheoryData<string> OtherStates =>
        [.. Requests.Except(nameof(Requests.IncomingRequest), nameof(Requests.RefusalAwaitingRelease), nameof(Requests.Draft))];

    private static Consequence<InformationRequest> By(Actor actor, Relation relation, Given<InformationRequest> request) =>
        request.WithRelations(relation).When(Command, actor);

    [Fact]
    public void The_liaison_officer_withdraws_what_nobody_has_yet()
    {
        var request = By(Someone.LiaisonFr, Relation.AddressedLiaisonOfficer, Requests.IncomingRequest).Then(new RequestWithdrawn("Registered twice.")).State;
        (request.State, request.Reason, request.Awaits, request.DueAt).ShouldBe(("withdrawn", "Registered twice.", null, null));
    }

    /// <summary>That a refusal is written at home is not told abroad, and does not stand against it.</summary>
    [Fact]
    public void A_refusal_that_is_written_at_home_goes_with_it()
    {
        var request = By(Someone.LiaisonFr, Relation.AddressedLiaisonOfficer, Requests.RefusalAwaitingRelease).Then(new RequestWithdrawn("Registered twice.")).State;
        (request.State, request.Pending, request.Awaits).ShouldBe(("withdrawn", null, null));
    }

    [Fact]
    public void The_files_people_withdraw_a_draft()
    {
        By(Someone.Investigator, Relation.Lead, Requests.Draft).Then(new RequestWithdrawn("Registered twice.")).State.State.ShouldBe("withdrawn");
        By(Someone.Investigator3, Relation.Member, Requests.Draft).Then(new RequestWithdrawn("Registered twice."));
        By(Someone.Supervisor, Relation.UnitSupervisor, Requests.Draft).ThenRefused("not-in-this-state");
        By(Someone.Investigator, Relation.Lead, Requests.IncomingRequest).ThenRefused("not-in-this-state");
    }

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name)
    {
        By(Someone.LiaisonFr, Relation.AddressedLiaisonOfficer, Requests.All[name]).ThenRefused("not-in-this-state");
        By(Someone.Investigator, Relation.Lead, Requests.All[name]).ThenRefused("not-in-this-state");
    }
}
