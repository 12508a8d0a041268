using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>The act under which a request waits for somebody, and its place among the others that wait.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class DeskVerbTests(Workspace workspace)
{
    private const string Waiting = "/api/information-requests?size=200";

    private Api Api => workspace.Api;

    [Fact]
    public async Task An_answer_from_abroad_is_read_by_whom_it_waits_for_before_it_is_closed()
    {
        var request = await workspace.Scenario.OutgoingRequest(States.Answered);
        (await VerbAsync(Investigator, request)).ShouldBe("read");
        (await Api.GetAsync(Supervisor, request.Path)).Expect(200);
        (await Api.GetAsync(Investigator, $"{request.File!.Path}/information-requests")).Expect(200);
        (await VerbAsync(Investigator, request)).ShouldBe("read", "Neither somebody else's look nor a look at the list reads the answer.");

        (await Api.GetAsync(Investigator, request.Path)).Expect(200);
        (await VerbAsync(Investigator, request)).ShouldBe("close");
    }

    [Fact]
    public async Task What_the_liaison_officer_handed_over_is_closed_without_reading()
    {
        var request = await workspace.Scenario.IncomingRequestWithEvidence(States.Answered);
        (await VerbAsync(LiaisonFrance, request)).ShouldBe("close");
    }

    [Fact]
    public async Task An_answer_that_is_complete_waits_to_be_submitted()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var request = await workspace.Scenario.IncomingRequestWithEvidence(States.Assigned, file);
        (await VerbAsync(Investigator, request)).ShouldBe("answer");
        var answer = Bodies.Answer(request.Word);
        (await workspace.Scenario.Act(request, Investigator, "answers", answer)).Expect(200);
        (await VerbAsync(Investigator, request)).ShouldBe("submit");

        answer["answer"]!["items"]!.AsArray().RemoveAt(1);
        (await workspace.Scenario.Act(request, Investigator, "answers", answer)).Expect(200);
        (await VerbAsync(Investigator, request)).ShouldBe("answer");
    }

    [Fact]
    public async Task An_urgent_request_stands_before_later_ones_with_supervisor_and_liaison_officer()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var ordinary = await workspace.Scenario.OutgoingRequest(States.Submitted, file);
        var content = Bodies.RequestContent(Scenario.NewWord()).With("urgency", "urgent-direct").With("urgencyReason", "They leave tonight");
        var id = (await Api.PostAsync(Investigator, file.Path + "/information-requests", content)).Expect(201).Id;
        var urgent = new OpenRequest(id, "", file);
        (await workspace.Scenario.Act(urgent, Investigator, "submission", null)).Expect(200);
        await ComesFirstAsync(Supervisor, urgent, ordinary);

        foreach (var request in new[] { ordinary, urgent })
            (await workspace.Scenario.Act(request, Supervisor, "authorisation", null)).Expect(200);
        await ComesFirstAsync(LiaisonFrance, urgent, ordinary);
    }

    private async Task ComesFirstAsync(Account account, OpenRequest urgent, OpenRequest ordinary)
    {
        var rows = await RowsAsync(account);
        rows.Select(row => (Guid)row!["id"]!).Where(id => id == urgent.Id || id == ordinary.Id).ShouldBe([urgent.Id, ordinary.Id]);
        var due = (DateTimeOffset)rows.Single(row => (Guid)row!["id"]! == urgent.Id)!["dueAt"]!;
        due.ShouldBeInRange(TimeProvider.System.GetUtcNow().AddHours(7), TimeProvider.System.GetUtcNow().AddHours(8));
    }

    private async Task<string?> VerbAsync(Account account, OpenRequest request) =>
        (string?)(await RowsAsync(account)).Single(row => (Guid)row!["id"]! == request.Id)!["verb"];

    /// <summary>All that waits: other tests of the shared workspace leave some.</summary>
    private async Task<List<JsonNode>> RowsAsync(Account account)
    {
        var rows = new List<JsonNode>();
        for (var next = ""; next is not null;)
        {
            var page = (await Api.GetAsync(account, Waiting + next)).Expect(200).Json;
            rows.AddRange(page["items"]!.AsArray().Select(row => row!));
            next = (string?)page["next"] is { } cursor ? "&cursor=" + Uri.EscapeDataString(cursor) : null;
        }

        return rows;
    }
}
