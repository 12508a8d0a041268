using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class RecordAnswerTests
{
    private static readonly RecordAnswer Command = new(Guid.CreateVersion7(), 4, Requests.Answer, "OCRIEST-78");

    public static TheoryData<string> OtherStates =>
    [
        .. Requests.All.Keys.Where(name => Requests.All[name].State is { Incoming: false } state
            && !state.Is("transmitted", "clarification-asked", "clarification-prepared")),
    ];

    private static Consequence<InformationRequest> Abroad(Given<InformationRequest> request, RecordAnswer? command = null) =>
        request.WithRelations(Relation.AddressedLiaisonOfficer).When(command ?? Command, Someone.LiaisonFr);

    [Theory]
    [InlineData(nameof(Requests.RequestTransmitted))]
    [InlineData(nameof(Requests.OutgoingRequestUnclear))]
    [InlineData(nameof(Requests.ReplyAwaitingRelease))]
    public void What_came_back_waits_for_the_drafter_to_close(string name)
    {
        var request = Abroad(Requests.All[name]).Then(new AnswerRecorded(Requests.Answer, "OCRIEST-78")).State;
        request.State.ShouldBe("answered");
        (request.Reference, request.Pending).ShouldBe(("OCRIEST-78", null));
        request.Awaits.ShouldBe(new Awaits("close", Relation.Member, Someone.Investigator.Id));
    }

    [Fact]
    public void The_providers_handling_code_and_grades_stay_as_they_were_given()
    {
        var answer = Abroad(Requests.RequestTransmitted).State.Answer!;
        (answer.HandlingCode, answer.SourceGrade, answer.InformationGrade).ShouldBe(("H1", "B", "2"));
    }

    [Fact]
    public void Abroad_sends_documents_and_no_items_of_our_evidence() =>
        Abroad(Requests.RequestTransmitted, Command with { Answer = Requests.AnswerWithEvidence })
            .ThenRefused("documents-not-evidence", "answer.items");

    [Fact]
    public void Only_documents_that_were_added_before_belong_to_the_answer() =>
        Abroad(Requests.RequestTransmitted, Command with { Answer = Requests.Answer with { Documents = [Requests.Document] } })
            .ThenRefused("no-such-document", "answer.documents");

    [Fact]
    public void Only_items_that_were_asked_are_answered() =>
        Abroad(Requests.RequestTransmitted, Command with { Answer = Requests.Answer with { Items = [new ItemAnswer(9, "nothing-held", null, null, [])] } })
            .ThenRefused("no-such-item", "answer.items");

    [Fact]
    public void The_file_does_not_answer_itself() =>
        Requests.RequestTransmitted.WithRelations(Relation.Lead).When(Command, Someone.Investigator).ThenMissing();

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) => Abroad(Requests.All[name]).ThenRefused("not-in-this-state");

    [Fact]
    public void An_incoming_request_is_answered_at_home() => Abroad(Requests.IncomingRequestAssigned).ThenMissing();

    [Fact]
    public void A_request_that_does_not_exist_is_missing() => Abroad(Given.Nothing<InformationRequest>()).ThenMissing();

    [Fact]
    public void The_answer_has_to_be_given() => Faults.Of(Command with { Answer = null! }).ShouldBe(["answer: NotNullValidator"]);
}
