using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>What waits for one person never waits in vain: once the person is gone it stands on the supervisors' desk, and can be given on.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class LeftBehindTests(Workspace workspace)
{
    private Api Api => workspace.Api;
    private Scenario Scenario => workspace.Scenario;

    [Fact]
    public async Task A_person_who_is_taken_off_the_file_leaves_the_request_to_the_supervisors()
    {
        var file = await WithMemberAsync();
        var request = await Scenario.IncomingRequestWithEvidence(States.Received);
        (await Scenario.Act(request, Supervisor, "assignment", Bodies.Assignment(OtherInvestigator, file.Id))).Expect(200);
        (await RowAsync(OtherInvestigator, request)).ShouldNotBeNull()["verb"]!.GetValue<string>().ShouldBe("answer");
        (await RowAsync(Supervisor, request)).ShouldBeNull();

        (await Api.PostAsync(Investigator, $"{file.Path}/members/{OtherInvestigator.Id}/removal", new { reason = "moved" }, await VersionAsync(file))).Expect(200);
        (await RowAsync(OtherInvestigator, request)).ShouldBeNull();
        (await RowAsync(Investigator, request)).ShouldBeNull();
        foreach (var supervisor in new[] { Supervisor, OtherSupervisor })
        {
            var row = (await RowAsync(supervisor, request)).ShouldNotBeNull();
            ((string)row["verb"]!, (string)row["why"]!).ShouldBe(("assign", "off-the-file"));
        }

        (await Scenario.Act(request, OtherSupervisor, "assignment", Bodies.Assignment(Investigator, file.Id))).Expect(200);
        ((string)(await RowAsync(Investigator, request)).ShouldNotBeNull()["verb"]!).ShouldBe("answer");
        (await RowAsync(Supervisor, request)).ShouldBeNull();
    }

    [Fact]
    public async Task A_draft_of_the_person_who_handed_the_file_over_is_given_to_another()
    {
        var file = await WithMemberAsync();
        var request = await Scenario.OutgoingRequest(States.Draft, file);
        (await Api.PutAsync(Investigator, file.Path + "/lead", Bodies.Lead(OtherInvestigator, stays: false), await VersionAsync(file))).Expect(200);
        ((string)(await RowAsync(Supervisor, request)).ShouldNotBeNull()["why"]!).ShouldBe("off-the-file");
        (await Scenario.Act(request, Supervisor, "assignment", Bodies.Assignment(OtherInvestigator, file.Id))).Expect(200);
        ((string)(await RowAsync(OtherInvestigator, request)).ShouldNotBeNull()["verb"]!).ShouldBe("submit");
        (await Scenario.Act(request, OtherInvestigator, "submission")).Expect(200);
        (await Scenario.Act(request, Supervisor, "return", Bodies.Return())).Expect(200);
        (await RowAsync(OtherInvestigator, request)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("refused_at = now()")]
    [InlineData("seen_at = now() - interval '73 hours'")]
    public async Task A_person_who_is_suspended_or_long_gone_leaves_the_request_to_the_supervisors_until_back(string gone)
    {
        var file = await WithMemberAsync();
        var request = await Scenario.OutgoingRequest(States.Draft, file);
        await workspace.ScalarAsync<long>(
            $"with gone as (update workspace.person set {gone} where id = @p1 returning 1) select count(*) from gone", Investigator.Id);
        try
        {
            ((string)(await RowAsync(Supervisor, request)).ShouldNotBeNull()["why"]!).ShouldBe("not-here");
        }
        finally
        {
            await workspace.ScalarAsync<long>(
                "with back as (update workspace.person set refused_at = null, seen_at = now() where id = @p1 returning 1) select count(*) from back", Investigator.Id);
        }

        (await RowAsync(Supervisor, request)).ShouldBeNull();
        (await RowAsync(Investigator, request)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_person_who_stands_in_has_it_on_the_desk()
    {
        var request = await Scenario.OutgoingRequest(States.Draft);
        (await RowAsync(OtherInvestigator, request)).ShouldBeNull();
        var now = TimeProvider.System.GetUtcNow();
        var standIn = (await Api.PostAsync(Supervisor, "/api/stand-ins", Bodies.StandInFor(Investigator, OtherInvestigator, now, now.AddHours(1)))).Expect(201).Id;
        ((string)(await RowAsync(OtherInvestigator, request)).ShouldNotBeNull()["verb"]!).ShouldBe("submit");
        (await Api.PostAsync(Investigator, $"/api/stand-ins/{standIn}/end", Bodies.Reason())).Expect(200);
        (await RowAsync(OtherInvestigator, request)).ShouldBeNull();
    }

    private async Task<OpenFile> WithMemberAsync()
    {
        var file = await Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await VersionAsync(file))).Expect(200);
        return file;
    }

    private Task<long> VersionAsync(OpenFile file) => Api.VersionAsync(file.Lead, file.Path);

    private async Task<JsonNode?> RowAsync(Account account, OpenRequest request) =>
        (await Api.GetAsync(account, "/api/information-requests?size=200")).Expect(200).Json["items"]!.AsArray()
            .SingleOrDefault(one => (Guid)one!["id"]! == request.Id);
}
