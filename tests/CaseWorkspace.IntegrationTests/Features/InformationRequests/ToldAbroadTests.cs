using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>What is prepared at home changes nothing of what the liaison officer is told: not the state, not what is waited for, not the place on the desk.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class ToldAbroadTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    private Scenario Scenario => workspace.Scenario;

    /// <summary>From each state in which something is prepared, each text that can be.</summary>
    [Theory]
    [InlineData(States.Received, "refusal")]
    [InlineData(States.Assigned, "refusal")]
    [InlineData(States.Assigned, "clarifications")]
    [InlineData(States.ClarificationAsked, "refusal")]
    public async Task Neither_page_nor_lists_nor_desk_of_the_officer_tell_that_a_text_is_prepared_for_an_incoming_request(string state, string act)
    {
        var request = state is States.ClarificationAsked ? await ClarificationAskedAsync() : await Scenario.IncomingRequestWithEvidence(state);
        var before = await ToldAsync(request);
        if (state is States.ClarificationAsked)
            before[1..].ShouldAllBe(told => told.Contains("\"clarify\"", StringComparison.Ordinal));
        (await (act is "refusal" ? Scenario.Act(request, Supervisor, act, Bodies.Refusal()) : Scenario.Act(request, request.File!.Lead, act, Bodies.Clarification(request.Word)))).Expect(200);
        (await ToldAsync(request)).ShouldBe(before);

        (await Scenario.Act(request, OtherSupervisor, "return", Bodies.Return())).Expect(200);
        (await ToldAsync(request)).ShouldBe(before);
    }

    [Fact]
    public async Task Nor_do_they_for_one_of_ours()
    {
        var request = await Scenario.OutgoingRequest(States.ClarificationAsked);
        var before = await ToldAsync(request);
        (await Scenario.Act(request, request.File!.Lead, "clarifications", Bodies.Clarification(request.Word))).Expect(200);
        (await ToldAsync(request)).ShouldBe(before);
    }

    [Fact]
    public async Task A_reply_from_abroad_ends_the_wait_though_a_refusal_is_prepared()
    {
        var request = await ClarificationAskedAsync();
        (await Scenario.Act(request, Supervisor, "refusal", Bodies.Refusal())).Expect(200);
        (await Scenario.Act(request, LiaisonFrance, "clarifications", Bodies.Clarification(request.Word))).Expect(200);
        (await Api.GetAsync(LiaisonFrance, request.Path)).Expect(200).Json["awaits"].ShouldBeNull();
        (await DeskAsync(request)).ShouldBe("");
    }

    private async Task<OpenRequest> ClarificationAskedAsync()
    {
        var request = await Scenario.IncomingRequestWithEvidence(States.Assigned);
        (await Scenario.Act(request, request.File!.Lead, "clarifications", Bodies.Clarification(request.Word))).Expect(200);
        (await Scenario.Act(request, Supervisor, "release")).Expect(200);
        return request;
    }

    private async Task<string[]> ToldAsync(OpenRequest request)
    {
        var page = await Api.GetAsync(LiaisonFrance, request.Path);
        var row = (await Api.GetAsync(LiaisonFrance, "/api/information-requests?view=all&size=200")).Expect(200).Json["items"]!.AsArray().Single(one => (Guid)one!["id"]! == request.Id)!;
        return [page.Expect(200).Whole, row.ToJsonString(), await DeskAsync(request)];
    }

    private async Task<string> DeskAsync(OpenRequest request) =>
        (await Api.GetAsync(LiaisonFrance, "/api/information-requests?size=200")).Expect(200).Json["items"]!.AsArray().SingleOrDefault(one => (Guid)one!["id"]! == request.Id)?.ToJsonString() ?? "";
}
