using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>What a request must not be made to say, and where it must not go.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class RefusalTests(Workspace workspace)
{
    private Api Api => workspace.Api;
    private Scenario Scenario => workspace.Scenario;

    [Fact]
    public async Task A_unit_that_nobody_heads_gets_no_request()
    {
        var before = await workspace.EventsAsync();
        var refused = (await Api.PostAsync(LiaisonFrance, "/api/information-requests", Bodies.Registration(Scenario.NewWord(), unit: "oversight"))).Expect(422, "no-head");
        refused.Fields.ShouldBe(["unit"]);
        refused.Text.ShouldContain("sign in once");
        (await workspace.EventsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Nothing_was_handed_over_before_it_was_let_out()
    {
        var request = await Scenario.OutgoingRequest(States.Authorised);
        var early = new JsonObject { ["channel"] = "siena", ["transmittedAt"] = TimeProvider.System.GetUtcNow().AddMinutes(-10) };
        (await Scenario.Act(request, LiaisonFrance, "transmission", early)).Expect(422, "transmitted-too-early").Fields.ShouldBe(["transmittedAt"]);
        (await Scenario.Act(request, LiaisonFrance, "transmission", Bodies.Transmission())).Expect(200);
    }

    [Fact]
    public async Task A_request_in_a_sealed_sub_file_is_answered_there_and_shows_nowhere_else()
    {
        var file = await Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        var part = await Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        var open = await Scenario.IncomingRequestWithEvidence(States.Received);
        var body = Bodies.Assignment(OtherInvestigator, file.Id).With("subFile", part.Id);

        // Not by the head of the unit and is not named in it, and not to somebody who is only on the file.
        var refused = await Scenario.Act(open, Supervisor, "assignment", body);
        refused.Expect(404).Whole.ShouldBe((await Scenario.Act(open, Supervisor, "assignment", Bodies.Assignment(OtherInvestigator, file.Id).With("subFile", Guid.CreateVersion7()))).Whole);
        (await Scenario.Act(open, OtherSupervisor, "assignment", body)).Expect(422, "not-on-the-file");
        (await Scenario.Act(open, OtherSupervisor, "assignment", Bodies.Assignment(Investigator, file.Id).With("subFile", part.Id))).Expect(200);

        foreach (var outside in new[] { Supervisor, OtherInvestigator, Prosecutor })
        {
            (await Api.GetAsync(outside, open.Path)).Expect(404);
            foreach (var list in new[] { "/api/information-requests?view=all&size=200", "/api/information-requests?size=200", file.Path + "/information-requests", file.Path + "/timeline?size=200", file.Path + "/information-requests/as-of" })
                (await Api.GetAsync(outside, list)).Expect(200).Text.ShouldNotContain(open.Id.ToString());
        }

        (await Api.GetAsync(Investigator, part.Path)).Expect(200);
        (await Scenario.Act(open, Investigator, "answers", Bodies.Answer(open.Word, [part.Item]))).Expect(200);
        (await Scenario.Act(open, Investigator, "submission")).Expect(200);
        (await Api.GetAsync(LiaisonFrance, open.Path)).Expect(200);
        (await Scenario.Act(open, OtherSupervisor, "return", Bodies.Return())).Expect(200);
        (await Scenario.Act(open, OtherSupervisor, "assignment", Bodies.Assignment(Investigator, file.Id))).Expect(422, "stays-sealed");
        (await workspace.ScalarAsync<Guid>(
            "select file from journal.entry where thing = @p1 and operation = 'request.assign' and granted order by at desc limit 1", open.Id)).ShouldBe(file.Id);
    }
}
