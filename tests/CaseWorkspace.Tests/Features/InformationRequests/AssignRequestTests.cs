using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class AssignRequestTests
{
    private static readonly AssignRequest Command = new(Guid.CreateVersion7(), 1, Someone.Investigator.Id, Requests.File);

    public static TheoryData<string> OtherStates =>
        [.. Requests.All.Keys.Where(name => Requests.All[name].State is { } state && !state.Is("received") && state.Awaits?.Person is null)];

    private static Given<InformationRequest> On(Given<InformationRequest> request) =>
        request.Knowing(Someone.Investigator, Relation.Lead).Using("investigation", Requests.File, Requests.File).WithRelations(Relation.UnitSupervisor);

    [Fact]
    public void The_request_waits_for_the_investigators_answer()
    {
        var request = On(Requests.IncomingRequest).When(Command, Someone.Supervisor)
            .Then(new RequestAssigned(Someone.Investigator.Id, Requests.File)).State;

        request.State.ShouldBe("assigned");
        request.Awaits.ShouldBe(new Awaits("answer", Relation.Member, Someone.Investigator.Id) { Due = request.DueAt });
    }

    [Fact]
    public void It_can_be_given_to_somebody_else_on_the_same_file() =>
        On(Requests.IncomingRequestAssigned).Knowing(Someone.Investigator3, Relation.Member)
            .When(Command with { Investigator = Someone.Investigator3.Id }, Someone.Supervisor)
            .Then(new RequestAssigned(Someone.Investigator3.Id, Requests.File)).State.Assignee.ShouldBe(Someone.Investigator3.Id);

    [Fact]
    public void It_does_not_wander_to_another_file() =>
        On(Requests.IncomingRequestAssigned).Using("investigation", Requests.OtherFile, Requests.OtherFile)
            .When(Command with { Investigation = Requests.OtherFile }, Someone.Supervisor).ThenRefused("other-file", "investigation");

    [Fact]
    public void It_goes_into_a_file_and_into_nothing_else() =>
        Requests.IncomingRequest.Knowing(Someone.Investigator, Relation.Lead).Using("evidence", Requests.File, Requests.File)
            .When(Command, Someone.Supervisor).ThenRefused("not-a-file", "investigation");

    private static readonly Guid Part = new("01980000-0000-7000-8000-0000000f11e2");

    [Fact]
    public void It_goes_into_a_sealed_sub_file_to_somebody_named_there() =>
        Requests.IncomingRequest.Knowing(Someone.Investigator, Relation.Lead).UsingPart(Requests.File, Part)
            .When(Command with { SubFile = Part }, Someone.Supervisor)
            .Then(new RequestAssigned(Someone.Investigator.Id, Requests.File, Part)).State.State.ShouldBe("assigned");

    [Fact]
    public void Who_is_on_the_file_and_not_named_in_the_sub_file_does_not_get_it() =>
        Requests.IncomingRequest.UsingPart(Requests.File, Part)
            .Knowing(Someone.Investigator.AsColleague(Relation.Member) with { Here = [] })
            .When(Command with { SubFile = Part }, Someone.Supervisor).ThenRefused("not-on-the-file", "investigator");

    [Fact]
    public void The_sub_file_is_one_of_the_file() =>
        Requests.IncomingRequest.Knowing(Someone.Investigator, Relation.Lead).UsingPart(Requests.OtherFile, Part)
            .When(Command with { SubFile = Part }, Someone.Supervisor).ThenRefused("not-a-file", "subFile");

    [Fact]
    public void In_a_sub_file_that_is_sealed_no_longer_it_lies_open_in_the_file() =>
        Requests.IncomingRequest.Knowing(Someone.Investigator, Relation.Lead).UsingPart(Requests.File, Part, isSealed: false)
            .When(Command with { SubFile = Part }, Someone.Supervisor).Then(new RequestAssigned(Someone.Investigator.Id, Requests.File));

    [Fact]
    public void What_lies_in_a_sealed_sub_file_stays_there() =>
        On(Requests.IncomingRequestAssigned).Inside(Part, Requests.File, Relation.UnitSupervisor)
            .When(Command, Someone.Supervisor).ThenRefused("stays-sealed", "subFile");

    [Fact]
    public void What_lies_open_in_the_file_can_be_sealed_in_its_sub_file() =>
        Requests.IncomingRequestAssigned.Knowing(Someone.Investigator, Relation.Lead).UsingPart(Requests.File, Part)
            .In("request", Requests.File, Relation.UnitSupervisor)
            .When(Command with { SubFile = Part }, Someone.Supervisor).Then(new RequestAssigned(Someone.Investigator.Id, Requests.File, Part));

    [Fact]
    public void Who_does_not_work_on_the_file_does_not_get_it() =>
        Requests.IncomingRequest.Knowing(Someone.Investigator).Using("investigation", Requests.File, Requests.File)
            .When(Command, Someone.Supervisor).ThenRefused("not-on-the-file", "investigator");

    [Fact]
    public void Who_stands_over_the_file_does_not_answer_for_it() =>
        Requests.IncomingRequest.Knowing(Someone.Investigator, Relation.UnitSupervisor).Using("investigation", Requests.File, Requests.File)
            .When(Command, Someone.Supervisor).ThenRefused("not-on-the-file", "investigator");

    [Fact]
    public void Only_investigators_answer() =>
        Requests.IncomingRequest.Knowing(Someone.Supervisor2, Relation.Lead).Using("investigation", Requests.File, Requests.File)
            .When(Command with { Investigator = Someone.Supervisor2.Id }, Someone.Supervisor).ThenRefused("not-on-the-file", "investigator");

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) =>
        On(Requests.All[name]).When(Command, Someone.Supervisor).ThenRefused("not-in-this-state");

    [Theory]
    [InlineData(nameof(Requests.Draft), "submit")]
    [InlineData(nameof(Requests.OutgoingRequestUnclear), "clarify")]
    [InlineData(nameof(Requests.AnswerFromAbroad), "close")]
    public void An_outgoing_request_that_waits_for_one_person_can_be_given_to_another(string name, string verb)
    {
        var before = Requests.All[name].State!;
        var after = On(Requests.All[name]).Knowing(Someone.Investigator3, Relation.Member)
            .When(Command with { Investigator = Someone.Investigator3.Id }, Someone.Supervisor)
            .Then(new RequestAssigned(Someone.Investigator3.Id, Requests.File)).State;
        after.State.ShouldBe(before.State);
        after.Awaits.ShouldBe(new Awaits(verb, Relation.Member, Someone.Investigator3.Id) { Due = name is nameof(Requests.AnswerFromAbroad) ? null : after.DueAt });
        after.Drafter.ShouldBe(before.Drafter);
        after.Authors.ShouldBe(before.Authors, "Having it is not having written at it.");
    }

    [Fact]
    public void A_person_who_was_given_a_draft_gets_it_back_when_it_is_returned()
    {
        var given = On(Requests.Draft).Knowing(Someone.Investigator3, Relation.Member)
            .When(Command with { Investigator = Someone.Investigator3.Id }, Someone.Supervisor).And;
        var returned = given.And(Someone.Investigator3, new RequestSubmitted()).And(Someone.Supervisor, new RequestReturned("Say which flat."));
        returned.State!.Awaits.ShouldBe(new Awaits("revise", Relation.Member, Someone.Investigator3.Id) { Due = returned.State!.DueAt });
    }

    [Fact]
    public void An_outgoing_request_stays_on_its_file() => On(Requests.Draft).Using("investigation", Requests.OtherFile, Requests.OtherFile)
        .When(Command with { Investigation = Requests.OtherFile }, Someone.Supervisor).ThenRefused("other-file", "investigation");

    [Fact]
    public void A_request_that_does_not_exist_is_missing() =>
        On(Given.Nothing<InformationRequest>()).When(Command, Someone.Supervisor).ThenMissing();

    [Fact]
    public void Investigator_and_file_have_to_be_named() =>
        Faults.Of(Command with { Investigator = Guid.Empty, Investigation = Guid.Empty })
            .ShouldBe(["investigator: NotEmptyValidator", "investigation: NotEmptyValidator"]);
}
