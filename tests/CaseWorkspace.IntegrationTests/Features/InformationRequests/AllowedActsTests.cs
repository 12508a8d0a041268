using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>What the API says a person can do with a thing is what the person can do.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class AllowedActsTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task A_request_says_to_each_what_they_can_do_with_it()
    {
        var request = await workspace.Scenario.IncomingRequestWithEvidence(States.Received);
        (await AllowedAsync(Supervisor, request.Path)).ShouldBe(["assign", "refuse"]);
        (await AllowedAsync(LiaisonFrance, request.Path)).ShouldBe(["correct", "withdraw", "add-document"]);

        request = await workspace.Scenario.IncomingRequestWithEvidence(States.Prepared);
        (await AllowedAsync(Supervisor, request.Path)).ShouldBe(["release", "return"]);
        (await AllowedAsync(Prosecutor, request.Path)).ShouldBeEmpty();
        (await AllowedAsync(request.File!.Lead, request.Path)).ShouldBeEmpty();
        (await workspace.Scenario.Act(request, Prosecutor, "release")).Expect(422, "supervisor-first");
        (await workspace.Scenario.Act(request, Supervisor, "release")).Expect(200);
        (await AllowedAsync(Prosecutor, request.Path)).ShouldBe(["release", "return"]);
        (await AllowedAsync(Supervisor, request.Path)).ShouldBe(["return"]);
    }

    [Fact]
    public async Task Files_sub_files_and_items_say_it_too()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await AllowedAsync(Investigator, file.Path)).ShouldBe(["add-note", "correct", "add-member", "remove-member", "hand-over", "restrict", "record-official-number"]);
        (await AllowedAsync(Prosecutor, file.Path)).ShouldBe(["add-note", "suspend", "refer-to-court", "terminate", "record-official-number"]);
        (await AllowedAsync(Supervisor, file.Path)).ShouldBe(["add-note", "add-member", "remove-member", "hand-over", "restrict", "name-prosecutor", "record-official-number"]);

        (await AllowedAsync(Investigator, file.ItemPath)).ShouldBe(["download", "verify", "correct", "withdraw", "mark-privileged", "offer-custody"]);
        (await AllowedAsync(Prosecutor, file.ItemPath)).ShouldBe(["download", "verify", "review", "mark-privileged"]);
        await workspace.Scenario.OfferedIntoCustody(Investigator, file.Item, Custodian);
        (await AllowedAsync(Investigator, file.ItemPath)).ShouldBe(["download", "verify", "correct", "mark-privileged", "withdraw-custody"]);
        (await AllowedAsync(Custodian, file.ItemPath + "/custody/offer")).ShouldBe(["accept-custody", "refuse-custody"]);

        var part = await workspace.Scenario.SealedSubFile(file, Investigator, Supervisor);
        (await AllowedAsync(Investigator, part.Path)).ShouldBe(["add-note", "name-person", "take-off-person", "hand-over"]);
        // The keeper keeps it: the supervisor hands it to nobody.
        (await AllowedAsync(Supervisor, part.Path)).ShouldBe(["add-note", "name-person", "take-off-person", "hand-over-supervision", "unseal"]);
        (await Api.PutAsync(Supervisor, part.Path + "/keeper", Bodies.Named(Investigator).With("stays", false), await Api.VersionAsync(Supervisor, part.Path))).Expect(422, "keeper-keeps");
    }

    [Fact]
    public async Task The_tag_of_an_answer_changes_with_what_can_be_done_and_is_taken_for_the_version_all_the_same()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var (mine, theirs) = ((await Api.GetAsync(Investigator, file.Path)).Expect(200), (await Api.GetAsync(Supervisor, file.Path)).Expect(200));
        mine.Version.ShouldBe(theirs.Version);
        mine.Header("ETag").ShouldNotBe(theirs.Header("ETag"));
        (await Api.GetAsync(Supervisor, file.Path, ("If-None-Match", mine.Header("ETag")!))).Expect(200);
        var call = new Call(HttpMethod.Post, file.Path + "/restriction/end") { As = Supervisor, Body = Bodies.Return(), Headers = [("If-Match", theirs.Header("ETag")!)] };
        (await Api.SendAsync(call)).Expect(422, "not-restricted");
        (await Api.SendAsync(call with { Headers = [("If-Match", $"\"{theirs.Version}-x\"")] })).Expect(428);
    }

    private async Task<IEnumerable<string>> AllowedAsync(Account account, string path) =>
        (await Api.GetAsync(account, path)).Expect(200).Json["allowed"]!.AsArray().Select(verb => (string)verb!);
}
