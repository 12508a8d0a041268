using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>What was registered or drafted by mistake is put right, or withdrawn, by the side that wrote it.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class CorrectionTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task A_corrected_registration_holds_is_found_and_has_its_deadline_counted_anew()
    {
        var request = await workspace.Scenario.IncomingRequestWithEvidence(States.Received);
        var word = Scenario.NewWord();
        var before = (await Api.GetAsync(LiaisonFrance, request.Path)).Expect(200).Json;
        var received = TimeProvider.System.GetUtcNow().AddDays(-2);
        await ChangeAsync(LiaisonFrance, request, "correction", Bodies.CorrectedRegistration(word).With("receivedAt", received));

        var after = (await Api.GetAsync(LiaisonFrance, request.Path)).Expect(200).Json;
        ((string)after["state"]!, (string)after["reference"]!).ShouldBe(("received", $"PV {word}/2"));
        ((DateTimeOffset)after["dueAt"]!).ShouldBeLessThan((DateTimeOffset)before["dueAt"]!);
        (await FoundAsync(word)).ShouldBe([request.Id]);
        (await Api.PostAsync(LiaisonFrance, request.Path + "/correction", Bodies.CorrectedRegistration(word, "ES"), await Api.VersionAsync(LiaisonFrance, request.Path))).Expect(422, "country-stays");
        (await Api.PostAsync(LiaisonSpain, request.Path + "/correction", Bodies.CorrectedRegistration(word), await Api.VersionAsync(LiaisonFrance, request.Path))).Expect(404);

        // Somebody may have begun to answer what is asked.
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        await ChangeAsync(Supervisor, request, "assignment", Bodies.Assignment(file.Lead, file.Id));
        var other = Bodies.RequestContent(word).With("items", new JsonArray("Who pays?"));
        (await Api.PostAsync(LiaisonFrance, request.Path + "/correction", Bodies.CorrectedRegistration(word).With("content", other), await Api.VersionAsync(LiaisonFrance, request.Path))).Expect(422, "items-assigned");
    }

    /// <summary>That a refusal is written at home is told abroad by no button and no refusal.</summary>
    [Fact]
    public async Task A_registration_is_withdrawn_while_nobody_has_it_and_waits_for_nobody_then()
    {
        var request = await workspace.Scenario.IncomingRequestWithEvidence(States.Received);
        (await workspace.Scenario.Act(request, Supervisor, "refusal", Bodies.Refusal())).Expect(200);
        (await Api.GetAsync(LiaisonFrance, request.Path)).Expect(200).Json["allowed"]!.AsArray().Select(verb => (string)verb!).ShouldBe(["correct", "withdraw", "add-document"]);
        await ChangeAsync(LiaisonFrance, request, "withdrawal", Bodies.Reason());

        var seen = (await Api.GetAsync(LiaisonFrance, request.Path)).Expect(200).Json;
        ((string)seen["state"]!, seen["awaits"], (string?)seen["reason"]).ShouldBe(("withdrawn", null, (string)Bodies.Reason()["reason"]!));
        seen["allowed"]!.AsArray().ShouldBeEmpty();
        (await Api.GetAsync(Supervisor, request.Path)).Expect(200).Json["allowed"]!.AsArray().ShouldBeEmpty();
        (await workspace.Scenario.Act(request, OtherSupervisor, "release")).Expect(404);
        (await workspace.ScalarAsync<bool>("select awaits_relation is null and awaits_due is null from workspace.case_scope where id = @p1", request.Id)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_draft_is_withdrawn_by_the_people_of_the_file_and_not_once_it_was_submitted()
    {
        var draft = await workspace.Scenario.OutgoingRequest(States.Draft);
        await ChangeAsync(draft.File!.Lead, draft, "withdrawal", Bodies.Reason());
        ((string)(await Api.GetAsync(draft.File.Lead, draft.Path)).Expect(200).Json["state"]!).ShouldBe("withdrawn");
        (await workspace.Scenario.Act(draft, draft.File.Lead, "submission")).Expect(422, "not-in-this-state");

        var submitted = await workspace.Scenario.OutgoingRequest(States.Submitted);
        (await Api.PostAsync(submitted.File!.Lead, submitted.Path + "/withdrawal", Bodies.Reason(), await Api.VersionAsync(submitted.File.Lead, submitted.Path))).Expect(422, "not-in-this-state");
    }

    private async Task ChangeAsync(Account by, OpenRequest request, string act, JsonObject body) =>
        (await Api.PostAsync(by, $"{request.Path}/{act}", body, await Api.VersionAsync(by, request.Path))).Expect(200);

    private async Task<Guid[]> FoundAsync(string words) =>
        [.. (await Api.GetAsync(LiaisonFrance, $"/api/information-requests?view=all&search={Uri.EscapeDataString(words)}")).Expect(200).Json["items"]!.AsArray().Select(row => (Guid)row!["id"]!)];
}
