using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>A file from its opening to its end and back, over the API.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class FileLifeTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task A_closed_file_takes_in_nothing_until_its_prosecutor_reopens_it()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        (await StepAsync(Supervisor, file, "closing", Bodies.Closing())).Expect(422, "not-in-this-state-of-file");
        (await StepAsync(Prosecutor, file, "referral", Bodies.Referral("x"))).Expect(200);
        (await StepAsync(Prosecutor, file, "verdict", Bodies.Verdict("x"))).Expect(200);
        (await StepAsync(Supervisor, file, "closing", Bodies.Closing(null))).Expect(200);
        ((string?)(await Api.GetAsync(Investigator, file.Path)).Expect(200).Json["state"]).ShouldBe("closed");

        (await Api.PostAsync(Investigator, file.Path + "/notes", Bodies.Note("late"))).Expect(422, "file-closed");
        (await Api.PostAsync(Investigator, file.Path + "/evidence", Bodies.Evidence("late"))).Expect(422, "file-closed");
        (await Api.PostAsync(Investigator, file.Path + "/people", Bodies.Person("late"))).Expect(422, "file-closed");
        (await Api.PostAsync(Investigator, part.Path + "/notes", Bodies.Note("late"))).Expect(422, "file-closed");
        // A stranger is not told that there is a file to be closed.
        (await Api.PostAsync(OtherInvestigator, file.Path + "/notes", Bodies.Note("late"))).Expect(404);
        (await StepAsync(Investigator, file, "suspension", Bodies.Reason())).Expect(404);
        (await Api.PostAsync(Investigator, file.Path + "/official-numbers", Bodies.OfficialNumber("x"))).Expect(200);

        (await StepAsync(Prosecutor, file, "reopening", Bodies.Reason())).Expect(200);
        (await Api.PostAsync(Investigator, file.Path + "/notes", Bodies.Note("new"))).Expect(200);
        (await Api.PostAsync(Investigator, file.Path + "/evidence", Bodies.Evidence("new"))).Expect(201);
    }

    [Fact]
    public async Task A_request_is_not_brought_into_a_closed_file()
    {
        var file = await ClosedAsync();
        var request = await workspace.Scenario.IncomingRequestWithEvidence(States.Received);
        (await workspace.Scenario.Act(request, Supervisor, "assignment", Bodies.Assignment(Investigator, file.Id))).Expect(422, "file-closed");
    }

    [Fact]
    public async Task What_is_owed_is_listed_as_far_as_it_may_be_seen()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await OwedAsync(Supervisor, file)).ShouldBeEmpty();
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        await workspace.Scenario.RecordedPerson(Investigator, file, subFile: part.Id);
        var sealedOwed = await OwedAsync(Investigator, file);
        sealedOwed["recorded-person"].ShouldBe(1);
        (await OwedAsync(Supervisor, file)).ShouldBeEmpty("what lies under seal is not counted for others");

        await workspace.Scenario.RecordedPerson(Investigator, file);
        await workspace.Scenario.OutgoingRequest(States.Transmitted, file);
        var owed = await OwedAsync(Supervisor, file);
        (owed["recorded-person"], owed["request"]).ShouldBe((1, 1));

        (await StepAsync(Prosecutor, file, "termination", Bodies.Termination())).Expect(200);
        (await StepAsync(Supervisor, file, "closing", Bodies.Closing(null))).Expect(422, "still-owed");
        (await StepAsync(Supervisor, file, "closing", Bodies.Closing())).Expect(200);
        var left = (await Api.GetAsync(Supervisor, file.Path)).Expect(200).Json["left"]!.AsArray();
        left.Select(one => ((string?)one!["kind"], (int)one["count"]!)).ShouldBe([("recorded-person", 1), ("request", 1)], ignoreOrder: true);
    }

    private async Task<OpenFile> ClosedAsync()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await StepAsync(Prosecutor, file, "termination", Bodies.Termination())).Expect(200);
        (await StepAsync(Supervisor, file, "closing", Bodies.Closing())).Expect(200);
        return file;
    }

    private async Task<Dictionary<string, int>> OwedAsync(Account who, OpenFile file) =>
        (await Api.GetAsync(who, file.Path + "/owed")).Expect(200).Json["things"]!.AsArray().ToDictionary(one => (string)one!["kind"]!, one => (int)one!["count"]!);

    private async Task<Reply> StepAsync(Account who, OpenFile file, string step, JsonObject body)
    {
        var seen = (await Api.GetAsync(Supervisor, file.Path)).Expect(200).Version;
        return await Api.PostAsync(who, $"{file.Path}/{step}", body, seen);
    }
}
