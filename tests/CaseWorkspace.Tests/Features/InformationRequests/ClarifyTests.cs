using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class ClarifyTests
{
    private static readonly Clarify Command = new(Guid.CreateVersion7(), 2, "Which flat?");

    public static TheoryData<string> OtherStates => [.. Requests.Except(
        nameof(Requests.IncomingRequestAssigned), nameof(Requests.IncomingRequestUnclear),
        nameof(Requests.RequestTransmitted), nameof(Requests.OutgoingRequestUnclear))];

    private static Consequence<InformationRequest> AtHome(Given<InformationRequest> request) =>
        request.WithRelations(Relation.Member).When(Command, Someone.Investigator);

    private static Consequence<InformationRequest> Abroad(Given<InformationRequest> request) =>
        request.WithRelations(Relation.AddressedLiaisonOfficer).When(Command, Someone.LiaisonFr);

    [Fact]
    public void The_investigator_asks_what_an_incoming_request_means_and_a_supervisor_lets_the_question_leave()
    {
        var prepared = AtHome(Requests.IncomingRequestAssigned).Then(new ClarificationPrepared("Which flat?"));
        prepared.State.Clarifications.ShouldBeEmpty();
        prepared.State.Awaits!.NotBy.ShouldBe([Someone.Investigator.Id]);
        var asked = prepared.And.WithRelations(Relation.UnitSupervisor).When(new ReleasePrepared(Command.Target, 3), Someone.Supervisor)
            .Then(new ClarificationAsked("Which flat?")).State;
        asked.Awaits.ShouldBe(new Awaits("clarify", Relation.AddressedLiaisonOfficer) { Due = asked.DueAt });
        asked.Clarifications.Select(one => one.Text).ShouldBe(["Which flat?"]);
    }

    [Fact]
    public void A_reply_from_abroad_comes_in_while_a_refusal_waits_at_home()
    {
        var waiting = Requests.IncomingRequestUnclear.And(Someone.Supervisor, new RefusalPrepared("sovereignty", "No."));
        var told = Abroad(waiting).Then(new ClarificationGiven("Which flat?")).State;
        (told.State, told.Pending!.From).ShouldBe(("refusal-prepared", "assigned"));
        Abroad(Requests.IncomingRequestAssigned.And(Someone.Supervisor, new RefusalPrepared("sovereignty", "No."))).ThenRefused("not-in-this-state");
    }

    [Fact]
    public void The_liaison_officer_says_what_an_incoming_request_means()
    {
        var request = Abroad(Requests.IncomingRequestUnclear).Then(new ClarificationGiven("Which flat?")).State;
        request.State.ShouldBe("assigned");
        request.Clarifications.Select(one => one.Kind).ShouldBe(["asked", "given"]);
        request.Awaits.ShouldBe(new Awaits("answer", Relation.Member, Someone.Investigator.Id) { Due = request.DueAt });
    }

    [Fact]
    public void Abroad_asks_what_an_outgoing_request_means() =>
        Abroad(Requests.RequestTransmitted).Then(new ClarificationAsked("Which flat?")).State
            .Awaits.ShouldBe(new Awaits("clarify", Relation.Member, Someone.Investigator.Id) { Due = Given.Now.AddDays(7) });

    [Fact]
    public void The_investigator_says_what_an_outgoing_request_means_and_a_supervisor_lets_the_reply_leave() =>
        AtHome(Requests.OutgoingRequestUnclear).Then(new ClarificationPrepared("Which flat?"))
            .And.WithRelations(Relation.UnitSupervisor).When(new ReleasePrepared(Command.Target, 3), Someone.Supervisor)
            .Then(new ClarificationGiven("Which flat?")).State
            .Awaits.ShouldBe(new Awaits("record-answer", Relation.AddressedLiaisonOfficer) { Due = Given.Now.AddDays(7) });

    [Fact]
    public void The_clock_runs_on() =>
        AtHome(Requests.IncomingRequestAssigned).State.DueAt.ShouldBe(Requests.IncomingRequestAssigned.State!.DueAt);

    [Fact]
    public void Nobody_answers_the_own_question()
    {
        AtHome(Requests.IncomingRequestUnclear).ThenRefused("not-in-this-state");
        Abroad(Requests.OutgoingRequestUnclear).ThenRefused("not-in-this-state");
    }

    [Fact]
    public void The_side_that_asked_the_request_does_not_ask_what_it_means()
    {
        Abroad(Requests.IncomingRequestAssigned).ThenRefused("not-in-this-state");
        AtHome(Requests.RequestTransmitted).ThenRefused("not-in-this-state");
    }

    [Fact]
    public void A_member_of_the_file_who_is_posted_elsewhere_speaks_for_the_file() =>
        Requests.OutgoingRequestUnclear.WithRelations(Relation.Member).When(Command, Someone.InvestigatorAndLiaison)
            .Then(new ClarificationPrepared("Which flat?"));

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name)
    {
        AtHome(Requests.All[name]).ThenRefused("not-in-this-state");
        Abroad(Requests.All[name]).ThenRefused("not-in-this-state");
    }

    [Fact]
    public void A_request_that_does_not_exist_is_missing() => AtHome(Given.Nothing<InformationRequest>()).ThenMissing();

    [Fact]
    public void Something_has_to_be_said() => Faults.Of(Command with { Text = "" }).ShouldBe(["text: NotEmptyValidator"]);
}
