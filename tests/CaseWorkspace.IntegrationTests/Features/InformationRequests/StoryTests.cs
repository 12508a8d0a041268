using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>What an investigator, a supervisor, a liaison officer in France and a prosecutor do with one case, through the API.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class StoryTests(Workspace workspace)
{
    private Api Api => workspace.Api;
    private Scenario Scenario => workspace.Scenario;

    [Fact]
    public async Task France_asks_and_gets_what_was_released_and_nothing_else()
    {
        var file = await Scenario.InvestigationWithSealedEvidence();
        var request = await Scenario.IncomingRequestWithEvidence(States.Received);
        (await State(request, Supervisor)).ShouldBe(States.Received);
        await Waits(Supervisor, request, "assign");

        // A supervisor cannot bring it into a file of another unit, which looks as if it were not there.
        var foreign = await Scenario.InvestigationWithSealedEvidence(OtherInvestigator, prosecutor: false);
        var refused = await Scenario.Act(request, Supervisor, "assignment", Bodies.Assignment(Investigator, foreign.Id));
        var missing = await Scenario.Act(request, Supervisor, "assignment", Bodies.Assignment(Investigator, Guid.CreateVersion7()));
        refused.Expect(404).Whole.ShouldBe(missing.Whole);
        (await Scenario.Act(request, Supervisor, "assignment", Bodies.Assignment(OtherInvestigator, file.Id))).Expect(422, "not-on-the-file");
        (await Scenario.Act(request, Supervisor, "assignment", Bodies.Assignment(Investigator, file.Id))).Expect(200);
        await Waits(Investigator, request, "answer");

        // The investigator does not understand, asks, and is told.
        (await Scenario.Act(request, Investigator, "clarifications", Bodies.Clarification("kept back"))).Expect(200);
        var before = (await Api.GetAsync(LiaisonFrance, request.Path)).Expect(200);
        before.Text.ShouldNotContain("kept back");
        ((string)before.Json["state"]!).ShouldBe(States.Assigned, "what is prepared at home is nothing for the other side");
        await Waits(Supervisor, request, "release");
        (await Scenario.Act(request, Investigator, "release")).Expect(404);
        (await Scenario.Act(request, Supervisor, "return", Bodies.Return())).Expect(200);
        (await Scenario.Act(request, Investigator, "clarifications", Bodies.Clarification(request.Word))).Expect(200);
        (await Scenario.Act(request, Supervisor, "release")).Expect(200);
        ((string)(await Api.GetAsync(LiaisonFrance, request.Path)).Json["clarifications"]![0]!["text"]!).ShouldContain(request.Word);
        await Waits(LiaisonFrance, request, "clarify");
        (await Scenario.Act(request, LiaisonFrance, "clarifications", Bodies.Clarification(request.Word))).Expect(200);

        // Evidence of another file does not go along, even if one leads that file too.
        var second = await Scenario.InvestigationWithSealedEvidence();
        var child = await Scenario.Act(request, Investigator, "answers", Bodies.Answer(request.Word, [second.Item]));
        child.Expect(404).Whole.ShouldBe((await Scenario.Act(request, Investigator, "answers", Bodies.Answer(request.Word, [Guid.CreateVersion7()]))).Whole);

        (await Scenario.Act(request, Investigator, "answers", Bodies.Answer(request.Word, [file.Item], [request.Document!.Value]))).Expect(200);
        await LiaisonSeesNoAnswer(request, file);
        (await Scenario.Act(request, Supervisor, "release")).Expect(422, "not-in-this-state");
        (await Scenario.Act(request, Investigator, "submission")).Expect(200);
        await LiaisonSeesNoAnswer(request, file);

        (await Scenario.Act(request, Supervisor, "return", Bodies.Return())).Expect(200);
        ((string?)(await Api.GetAsync(LiaisonFrance, request.Path)).Json["reason"]).ShouldBeNull();
        (await Scenario.Act(request, Investigator, "submission")).Expect(200);
        (await Scenario.Act(request, Investigator, "release")).Expect(404);
        (await Scenario.Act(request, Prosecutor, "release")).Expect(422, "supervisor-first");
        (await Scenario.Act(request, Supervisor, "release")).Expect(200);
        await LiaisonSeesNoAnswer(request, file);
        (await Scenario.Act(request, LiaisonFrance, "transmission", Bodies.Transmission())).Expect(422, "not-in-this-state");
        (await Scenario.Act(request, Supervisor, "release")).Expect(422, "prosecutor-next");
        await Waits(Prosecutor, request, "release");
        (await Scenario.Act(request, Prosecutor, "release")).Expect(200);

        // Released: the answer, its item of evidence and the document; nothing else of the file, and nobody else abroad.
        var seen = (await Api.GetAsync(LiaisonFrance, request.Path)).Expect(200).Json;
        ((string)seen["answer"]!["items"]![0]!["text"]!).ShouldContain(request.Word);
        var item = (await Api.GetAsync(LiaisonFrance, file.ItemPath + "/content")).Expect(200);
        item.Body.ShouldBe(file.Content);
        (await Api.GetAsync(LiaisonFrance, $"{request.Path}/documents/{request.Document}/content")).Expect(200).Body.Length.ShouldBe(500);
        foreach (var path in new[]
        {
            file.OtherItemPath, file.OtherItemPath + "/content", file.Path, file.Path + "/timeline", file.Path + "/evidence", file.Path + "/information-requests",
        })
        {
            (await Api.GetAsync(LiaisonFrance, path)).Expect(404);
        }

        foreach (var path in new[] { request.Path, file.ItemPath, file.ItemPath + "/content", $"{request.Path}/documents/{request.Document}/content" })
            (await Api.GetAsync(LiaisonSpain, path)).Expect(404);

        (await Scenario.Act(request, LiaisonFrance, "transmission", Bodies.Transmission())).Expect(200);
        (await Scenario.Act(request, Investigator, "closure")).Expect(422, "not-in-this-state");
        (await Scenario.Act(request, LiaisonFrance, "closure")).Expect(200);
        (await State(request, Investigator)).ShouldBe(States.Closed);
        await TimelineHolds(file,
            "request-assigned", "clarification-asked", "clarification-given", "answer-prepared", "answer-submitted", "answer-returned",
            "release-authorised", "answer-released", "answer-transmitted", "request-closed", "content-sealed", "prosecutor-named");
    }

    [Fact]
    public async Task Georgia_asks_and_the_answer_comes_back()
    {
        var file = await Scenario.InvestigationWithSealedEvidence();
        var request = await Scenario.OutgoingRequest(States.Draft, file);
        await AbroadSeesNothing();
        (await Scenario.Act(request, Investigator, "authorisation")).Expect(404);
        (await Scenario.Act(request, Supervisor, "authorisation")).Expect(422, "not-in-this-state");
        (await Scenario.Act(request, Investigator, "submission")).Expect(200);
        await Waits(Supervisor, request, "authorise");
        (await Scenario.Act(request, Supervisor, "return", Bodies.Return())).Expect(200);
        (await Api.PutAsync(Investigator, request.Path, Bodies.RequestContent(request.Word), await Api.VersionAsync(Investigator, request.Path))).Expect(200);
        (await Scenario.Act(request, Investigator, "submission")).Expect(200);
        await AbroadSeesNothing();
        (await Scenario.Act(request, OtherSupervisor, "authorisation")).Expect(200);
        await Waits(LiaisonFrance, request, "transmit");
        (await Api.GetAsync(LiaisonSpain, request.Path)).Expect(404);

        (await Scenario.Act(request, LiaisonFrance, "transmission", Bodies.Transmission())).Expect(200);
        ((DateTimeOffset)(await Api.GetAsync(Investigator, request.Path)).Json["dueAt"]!).ShouldBeInRange(
            TimeProvider.System.GetUtcNow().AddDays(6), TimeProvider.System.GetUtcNow().AddDays(7));
        (await Scenario.Act(request, LiaisonFrance, "clarifications", Bodies.Clarification(request.Word))).Expect(200);
        await Waits(Investigator, request, "clarify");
        (await Scenario.Act(request, Investigator, "clarifications", Bodies.Clarification("kept back"))).Expect(200);
        (await Api.GetAsync(LiaisonFrance, request.Path)).Expect(200).Text.ShouldNotContain("kept back");
        (await Scenario.Act(request, OtherSupervisor, "release")).Expect(200);

        var content = RandomNumberGenerator.GetBytes(700_000);
        var document = (Guid)(await Api.UploadAsync(LiaisonFrance, HttpMethod.Post, request.Path + "/documents?fileName=reponse.pdf", content)).Expect(201).Json["document"]!;
        (await Scenario.Act(request, LiaisonFrance, "answers", Bodies.Answer(request.Word, [file.Item]))).Expect(422, "documents-not-evidence");
        (await Scenario.Act(request, LiaisonFrance, "answers", Bodies.Answer(request.Word, null, [Guid.CreateVersion7()]))).Expect(422, "no-such-document");
        var answer = Bodies.Answer(request.Word, null, [document]);
        answer["reference"] = "PV 2026/17";
        (await Scenario.Act(request, LiaisonFrance, "answers", answer)).Expect(200);

        var seen = (await Api.GetAsync(Investigator, request.Path)).Expect(200).Json;
        ((string)seen["answer"]!["handlingCode"]!).ShouldBe("H1");
        ((string)seen["answer"]!["sourceGrade"]!).ShouldBe("A");
        ((string)seen["reference"]!).ShouldBe("PV 2026/17");
        (await Api.GetAsync(Investigator, $"{request.Path}/documents/{document}/content")).Expect(200).Body.ShouldBe(content);
        (await Scenario.Act(request, LiaisonFrance, "closure")).Expect(422, "not-in-this-state");
        (await Scenario.Act(request, Investigator, "closure")).Expect(200);

        async Task AbroadSeesNothing()
        {
            foreach (var officer in new[] { LiaisonFrance, LiaisonSpain })
            {
                (await Api.GetAsync(officer, request.Path)).Expect(404);
                (await Api.GetAsync(officer, "/api/information-requests?view=all&size=200")).Expect(200).Text.ShouldNotContain(request.Word);
            }
        }
    }

    [Fact]
    public async Task A_refused_request_takes_no_prepared_answer_abroad()
    {
        var request = await Scenario.IncomingRequestWithEvidence("answer-prepared");
        (await Scenario.Act(request, Supervisor, "refusal", Bodies.Refusal())).Expect(200);
        var before = (await Api.GetAsync(LiaisonFrance, request.Path)).Expect(200);
        ((string)before.Json["state"]!, before.Json["reason"], before.Json["refusalGround"]).ShouldBe((States.Assigned, null, null));
        (await Scenario.Act(request, Supervisor, "release")).Expect(422, "own-draft");
        (await Scenario.Act(request, LiaisonFrance, "transmission", Bodies.Transmission())).Expect(422, "not-in-this-state");
        (await Scenario.Act(request, OtherSupervisor, "release")).Expect(200);
        ((string)(await Api.GetAsync(LiaisonFrance, request.Path)).Json["reason"]!).ShouldNotBeEmpty();
        await LiaisonSeesNoAnswer(request, request.File!);
        (await Scenario.Act(request, LiaisonFrance, "transmission", Bodies.Transmission())).Expect(200);
        (await Scenario.Act(request, LiaisonFrance, "closure")).Expect(200);
        await LiaisonSeesNoAnswer(request, request.File!);
    }

    [Fact]
    public async Task The_prosecutor_forms_an_opinion_of_evidence_and_changes_it()
    {
        var file = await Scenario.InvestigationWithSealedEvidence();
        foreach (var opinion in new[] { "follow-up-needed", "sufficient" })
        {
            var review = new JsonObject { ["opinion"] = opinion, ["reasons"] = $"Because {file.Word}" };
            (await Api.PostAsync(Prosecutor, file.ItemPath + "/reviews", review, await Api.VersionAsync(Prosecutor, file.ItemPath))).Expect(200);
        }

        var item = (await Api.GetAsync(Investigator, file.ItemPath)).Expect(200).Json;
        ((string)item["review"]!["opinion"]!).ShouldBe("sufficient");
        ((int)item["reviews"]!).ShouldBe(2);
        var earlier = (await Api.GetAsync(Investigator, file.Path + "/timeline?kind=evidence-reviewed")).Expect(200).Json["items"]!.AsArray();
        earlier.Select(one => (string)one!["details"]!["opinion"]!).ShouldBe(["sufficient", "follow-up-needed"]);
    }

    private async Task<string> State(OpenRequest request, Account account) => (string)(await Api.GetAsync(account, request.Path)).Expect(200).Json["state"]!;

    private async Task LiaisonSeesNoAnswer(OpenRequest request, OpenFile file)
    {
        var seen = (await Api.GetAsync(LiaisonFrance, request.Path)).Expect(200);
        seen.Json["answer"].ShouldBeNull(seen.Text);
        seen.Text.ShouldNotContain("The driver is known");
        seen.Text.ShouldNotContain(file.Item.ToString());
        (await Api.GetAsync(LiaisonFrance, file.ItemPath)).Expect(404);
        (await Api.GetAsync(LiaisonFrance, file.ItemPath + "/content")).Expect(404);
        (await Api.GetAsync(LiaisonFrance, "/api/evidence?search=" + file.Word)).Expect(200).Json["items"]!.AsArray().Count.ShouldBe(0);
    }

    private async Task Waits(Account account, OpenRequest request, string verb)
    {
        var desk = (await Api.GetAsync(account, "/api/information-requests?size=200")).Expect(200).Json["items"]!.AsArray();
        var row = desk.SingleOrDefault(one => (Guid)one!["id"]! == request.Id).ShouldNotBeNull($"{account} has nothing to {verb}");
        ((string)row["verb"]!).ShouldBe(verb);
    }

    private async Task TimelineHolds(OpenFile file, params string[] kinds)
    {
        var timeline = (await Api.GetAsync(Investigator, file.Path + "/timeline?size=200")).Expect(200).Json["items"]!.AsArray();
        foreach (var kind in kinds)
        {
            var entry = timeline.FirstOrDefault(one => (string)one!["kind"]! == kind).ShouldNotBeNull($"{kind} is not in the timeline");
            ((string)entry["actorName"]!).ShouldNotBeEmpty();
            ((string)entry["role"]!).ShouldNotBeEmpty();
        }
    }
}
