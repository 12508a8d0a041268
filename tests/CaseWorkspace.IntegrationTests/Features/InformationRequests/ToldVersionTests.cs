using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>Versions count nothing that the reader is not shown: neither as ETag, nor in answers, conflicts or cursors.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class ToldVersionTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    private Scenario Scenario => workspace.Scenario;

    [Fact]
    public async Task The_liaison_officer_is_told_no_version_that_counts_what_is_prepared_at_home()
    {
        var request = await Scenario.IncomingRequestWithEvidence(States.Assigned);
        var lead = request.File!.Lead;
        var before = await Api.GetAsync(LiaisonFrance, request.Path);
        before.Expect(200).Version.ShouldNotBe(await workspace.VersionAsync(request.Id));

        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await Scenario.Act(request, lead, "answers", Bodies.Answer(request.Word))).Expect(200);
            (await Scenario.Act(request, lead, "clarifications", Bodies.Clarification(request.Word))).Expect(200);
            (await Scenario.Act(request, Supervisor, "return", Bodies.Return())).Expect(200);
        }

        var after = await Api.GetAsync(LiaisonFrance, request.Path);
        after.Whole.ShouldBe(before.Whole);
        (await Api.GetAsync(LiaisonFrance, request.Path, ("If-None-Match", before.Header("ETag")!))).Status.ShouldBe(304);

        // A number that counts is nobody's version abroad: it would be found by trying.
        var inside = await workspace.VersionAsync(request.Id);
        for (var tried = 0L; tried <= inside + 1; tried++)
            (await Api.PostAsync(LiaisonFrance, request.Path + "/closure", null, tried)).Expect(409, "stale").Json["currentVersion"]!.GetValue<long>().ShouldBe(before.Version);
        (await Api.PostAsync(LiaisonFrance, request.Path + "/closure", null, before.Version)).Expect(422, "not-in-this-state");
    }

    [Fact]
    public async Task A_step_at_home_makes_no_conflict_abroad_and_what_changed_there_does()
    {
        var request = await Scenario.OutgoingRequest(States.ClarificationAsked);
        var seen = await Api.VersionAsync(LiaisonFrance, request.Path);
        (await Scenario.Act(request, request.File!.Lead, "clarifications", Bodies.Clarification(request.Word))).Expect(200);
        var added = (await Api.UploadAsync(LiaisonFrance, HttpMethod.Post, $"{request.Path}/documents?fileName=a.pdf", [1, 2, 3])).Expect(201);
        ((long)added.Json["version"]!).ShouldBe(await Api.VersionAsync(LiaisonFrance, request.Path));
        (await Api.PostAsync(LiaisonFrance, request.Path + "/answers", Bodies.Answer("w"), seen)).Expect(409, "stale");
        var recorded = (await Api.PostAsync(LiaisonFrance, request.Path + "/answers", Bodies.Answer("w"), (long)added.Json["version"]!)).Expect(200);
        recorded.Version.ShouldBe(await Api.VersionAsync(LiaisonFrance, request.Path));
    }

    [Fact]
    public async Task The_first_answer_to_a_registration_tells_the_version_that_is_shown_later_and_a_repetition_the_same()
    {
        var body = Bodies.Registration(Scenario.NewWord());
        var key = Guid.CreateVersion7().ToString();
        var first = (await Api.PostAsync(LiaisonFrance, "/api/information-requests", body, key: key)).Expect(201);
        first.Version.ShouldBe(await Api.VersionAsync(LiaisonFrance, $"/api/information-requests/{first.Id}"));
        (await Api.PostAsync(LiaisonFrance, "/api/information-requests", body, key: key)).Expect(201).Version.ShouldBe(first.Version);
    }

    [Fact]
    public async Task A_custodian_is_told_no_version_that_counts_reviews_and_goes_on_from_the_one_seen()
    {
        var file = await Scenario.InvestigationWithSealedEvidence();
        await Scenario.InCustody(Investigator, file.Item, Custodian);
        var before = await Api.GetAsync(Custodian, file.ItemPath);
        (await Api.PostAsync(Prosecutor, file.ItemPath + "/reviews", Bodies.Review(), await Api.VersionAsync(Prosecutor, file.ItemPath))).Expect(200);

        (await Api.GetAsync(Custodian, file.ItemPath)).Whole.ShouldBe(before.Whole);
        (await Api.GetAsync(Custodian, file.ItemPath + "/custody/offer")).Expect(200).Version.ShouldBe(before.Version);
        var chain = (await Api.GetAsync(Custodian, file.ItemPath + "/custody")).Expect(200).Json["items"]!.AsArray();
        chain.Select(entry => (long)entry!["number"]!).ShouldBe([1]);
        var offered = (await Api.PostAsync(Custodian, file.ItemPath + "/custody", Bodies.Custody(Investigator).With("purpose", "return"), before.Version)).Expect(200);
        offered.Version.ShouldBe(await Api.VersionAsync(Custodian, file.ItemPath));
        (await Api.PostAsync(Custodian, file.ItemPath + "/custody/withdrawal", null, offered.Version)).Expect(200);
    }
}
