using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>What goes along is fixed when it is released, and nothing else leaves under that release.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class ReleasedContentTests(Workspace workspace)
{
    private Api Api => workspace.Api;
    private Scenario Scenario => workspace.Scenario;

    [Fact]
    public async Task An_item_without_content_is_neither_submitted_nor_released()
    {
        var file = await Scenario.InvestigationWithSealedEvidence();
        var request = await Scenario.IncomingRequestWithEvidence(States.Assigned, file);
        var item = (await Api.PostAsync(Investigator, file.Path + "/evidence", Bodies.Evidence(file.Word))).Expect(201).Id;
        (await Scenario.Act(request, Investigator, "answers", Bodies.Answer(request.Word, [file.Item, item]))).Expect(200);
        var refused = (await Scenario.Act(request, Investigator, "submission")).Expect(422, "evidence-not-sealed");
        refused.Fields.ShouldBe(["answer.items[0].evidence[1]"]);
        refused.Text.ShouldContain("Upload and seal");

        var content = RandomNumberGenerator.GetBytes(400);
        (await Api.UploadAsync(Investigator, HttpMethod.Put, $"/api/evidence/{item}/content", content)).Expect(200);
        (await Scenario.Act(request, Investigator, "submission")).Expect(200);
        (await Scenario.Act(request, Supervisor, "release")).Expect(200);
        (await Scenario.Act(request, Prosecutor, "release")).Expect(200);

        (await workspace.ScalarAsync<string>("select data ->> 'released' from workspace.mt_events where stream_id = @p1 and type = 'answer-released'", request.Id))
            .ShouldContain(Convert.ToHexStringLower(SHA256.HashData(content)));
        (await Api.GetAsync(LiaisonFrance, $"/api/evidence/{item}/content")).Expect(200).Body.ShouldBe(content);
        (await Api.GetAsync(LiaisonFrance, file.ItemPath + "/content")).Expect(200).Body.ShouldBe(file.Content);
    }

    /// <summary>Events from before releases fixed what goes along: the item was released empty, and content came later.</summary>
    [Fact]
    public async Task Content_that_came_after_an_old_release_does_not_leave()
    {
        var file = await Scenario.InvestigationWithSealedEvidence();
        var request = await Scenario.IncomingRequestWithEvidence(States.Released, file);
        var empty = (await Api.PostAsync(Investigator, file.Path + "/evidence", Bodies.Evidence(file.Word))).Expect(201).Id;
        workspace.WritesPastEvents(empty);
        await workspace.ScalarAsync<long>(
            """
            with old as (
                update workspace.mt_events set data = jsonb_build_object('country', 'FR', 'evidence', jsonb_build_array(@p2::text, @p3::text))
                where stream_id = @p1 and type = 'answer-released' returning 1),
            led as (
                insert into workspace.released_item (item, request) values (@p2, @p1), (@p3, @p1) on conflict do nothing),
            seen as (
                insert into workspace.case_relation (scope, kind, subject, relation) values (@p3, 'evidence', 'posting:FR', 'addressed-liaison-officer'))
            select count(*) from old
            """,
            request.Id, file.Item, empty);
        (await Api.UploadAsync(Investigator, HttpMethod.Put, $"/api/evidence/{empty}/content", RandomNumberGenerator.GetBytes(100))).Expect(200);

        (await Api.GetAsync(LiaisonFrance, $"/api/evidence/{empty}/content")).Expect(422, "no-content-yet");
        (await Api.GetAsync(LiaisonFrance, $"/api/evidence/{empty}")).Expect(200).Json["content"].ShouldBeNull();
        (await Api.GetAsync(LiaisonFrance, file.ItemPath + "/content")).Expect(200).Body.ShouldBe(file.Content);
        (await Api.GetAsync(Investigator, $"/api/evidence/{empty}/content")).Expect(200);
    }

    [Fact]
    public async Task The_officer_is_told_nobodys_name_and_no_file_and_a_sealed_item_by_a_neutral_label()
    {
        var file = await Scenario.InvestigationWithSealedEvidence();
        var part = await Scenario.SealedSubFile(file, Investigator, OtherSupervisor, Prosecutor);
        var request = await Scenario.SealedIncomingRequest(file, part, OtherSupervisor, Investigator);
        (await Scenario.Act(request, Investigator, "answers", Bodies.Answer(request.Word, [part.Item]))).Expect(200);
        (await Scenario.Act(request, Investigator, "submission")).Expect(200);
        (await Scenario.Act(request, OtherSupervisor, "release")).Expect(200);
        (await Scenario.Act(request, Prosecutor, "release")).Expect(200);

        var seen = (await Api.GetAsync(LiaisonFrance, request.Path)).Expect(200);
        var item = (await Api.GetAsync(LiaisonFrance, $"/api/evidence/{part.Item}")).Expect(200);
        var label = (string)seen.Json["number"]! + "/1";
        ((string)item.Json["number"]!).ShouldBe(label);
        string[] looks =
        [
            seen.Text, item.Text, (await Api.GetAsync(LiaisonFrance, "/api/evidence?size=200")).Expect(200).Text,
            (await Api.GetAsync(LiaisonFrance, "/api/information-requests?view=all&size=200")).Expect(200).Text,
            (await Api.GetAsync(LiaisonFrance, "/api/information-requests?size=200")).Expect(200).Text,
        ];
        looks[2].ShouldContain(label);
        string[] hidden =
        [
            file.Id.ToString(), part.Id.ToString(), file.Number, $"{part.Number}/E-001",
            .. new[] { Investigator, Supervisor, OtherSupervisor, Prosecutor }.Select(person => person.Id.ToString()),
        ];
        foreach (var look in looks)
            hidden.Where(one => look.Contains(one, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        (await Api.GetAsync(Investigator, $"/api/evidence/{part.Item}")).Expect(200).Text.ShouldContain($"{part.Number}/E-001");
    }

    [Fact]
    public async Task A_document_is_what_came_in_though_the_snapshot_is_changed()
    {
        var request = await Scenario.IncomingRequestWithEvidence(States.Received);
        var other = await Scenario.IncomingRequestWithEvidence(States.Received);
        var path = $"{request.Path}/documents/{request.Document}/content";
        var before = (await Api.GetAsync(LiaisonFrance, path)).Expect(200).Body;
        await workspace.ScalarAsync<Guid>(
            """
            update workspace.mt_doc_informationrequest d set data = jsonb_set(d.data, '{documents,0,sha256}', o.data #> '{documents,0,sha256}')
            from workspace.mt_doc_informationrequest o where d.id = @p1 and o.id = @p2 returning d.id
            """,
            request.Id, other.Id);
        (await Api.GetAsync(LiaisonFrance, path)).Expect(200).Body.ShouldBe(before);
    }
}
