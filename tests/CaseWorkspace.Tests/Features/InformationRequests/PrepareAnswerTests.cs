using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.Platform.Policy;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Features.InformationRequests;

public sealed class PrepareAnswerTests
{
    private static readonly PrepareAnswer Command = new(Guid.CreateVersion7(), 2, Requests.Answer);
    private static readonly PrepareAnswer WithEvidence = Command with { Answer = Requests.AnswerWithEvidence };

    public static TheoryData<string> OtherStates =>
        [.. Requests.All.Keys.Where(name => Requests.All[name].State is { Incoming: true } state && !state.Is("assigned"))];

    private static Given<InformationRequest> Assigned => Requests.IncomingRequestAssigned.WithRelations(Relation.Member);

    [Fact]
    public void The_answer_is_kept_and_waits_to_be_submitted()
    {
        var request = Assigned.When(Command, Someone.Investigator).Then(new AnswerPrepared(Requests.Answer)).State;
        request.State.ShouldBe("assigned");
        request.AnsweredBy.ShouldBe(Someone.Investigator.Id);
        request.Awaits.ShouldBe(new Awaits("submit", Relation.Member, Someone.Investigator.Id) { Due = request.DueAt });
    }

    [Fact]
    public void An_answer_to_a_part_still_waits_for_the_rest()
    {
        var part = Command with { Answer = Requests.Answer with { Items = [Requests.Answer.Items[0]] } };
        Assigned.When(part, Someone.Investigator).State.Awaits!.Verb.ShouldBe("answer");
        Requests.IncomingRequestWithAnswer.WithRelations(Relation.Member).When(part, Someone.Investigator).State.Awaits!.Verb.ShouldBe("answer");
    }

    [Fact]
    public void A_later_answer_takes_the_place_of_an_earlier_and_both_authors_are_remembered() =>
        Requests.IncomingRequestWithAnswer.WithRelations(Relation.Member).When(Command, Someone.Investigator3)
            .Then(new AnswerPrepared(Requests.Answer)).State.Authors.ShouldBe([Someone.Investigator.Id, Someone.Investigator3.Id]);

    [Fact]
    public void Evidence_of_the_file_goes_along() =>
        Assigned.Using("evidence", Requests.File, Requests.Item).When(WithEvidence, Someone.Investigator)
            .Then(new AnswerPrepared(Requests.AnswerWithEvidence));

    [Fact]
    public void Evidence_that_the_answer_names_is_authorised_with_it() =>
        WithEvidence.Facts.OfType<ThingsUsed>().ShouldHaveSingleItem().Things.ShouldBe([Requests.Item]);

    [Fact]
    public void Only_evidence_goes_along_as_evidence() =>
        Assigned.Using("request", Requests.File, Requests.Item).When(WithEvidence, Someone.Investigator)
            .ThenRefused("not-evidence", "answer.items");

    [Fact]
    public void Evidence_that_is_not_there_does_not_go_along() =>
        Assigned.When(WithEvidence, Someone.Investigator).ThenRefused("not-evidence", "answer.items");

    [Fact]
    public void Only_items_that_were_asked_are_answered() =>
        Assigned.When(Command with { Answer = Requests.Answer with { Items = [new ItemAnswer(3, "nothing-held", null, null, [])] } }, Someone.Investigator)
            .ThenRefused("no-such-item", "answer.items");

    [Fact]
    public void Only_documents_of_the_request_go_along() =>
        Assigned.When(Command with { Answer = Requests.Answer with { Documents = [Requests.Document] } }, Someone.Investigator)
            .ThenRefused("no-such-document", "answer.documents");

    [Fact]
    public void A_document_that_was_added_before_goes_along() =>
        Assigned.And(Someone.Investigator, new DocumentAdded(Requests.Document, "lease.pdf", "application/pdf", new string('0', 64), 1))
            .When(Command with { Answer = Requests.Answer with { Documents = [Requests.Document] } }, Someone.Investigator)
            .State.Answer!.Documents.ShouldBe([Requests.Document]);

    [Fact]
    public void The_liaison_officer_does_not_answer_for_the_file() =>
        Requests.IncomingRequestAssigned.WithRelations(Relation.AddressedLiaisonOfficer).When(Command, Someone.LiaisonFr).ThenMissing();

    [Theory]
    [MemberData(nameof(OtherStates))]
    public void In_another_state_it_is_refused(string name) =>
        Requests.All[name].WithRelations(Relation.Member).When(Command, Someone.Investigator).ThenRefused("not-in-this-state");

    [Fact]
    public void An_outgoing_request_is_answered_abroad() =>
        Requests.RequestTransmitted.WithRelations(Relation.Member).When(Command, Someone.Investigator).ThenMissing();

    [Fact]
    public void A_request_that_does_not_exist_is_missing() =>
        Given.Nothing<InformationRequest>().WithRelations(Relation.Member).When(Command, Someone.Investigator).ThenMissing();
}
