using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Evidence;

/// <summary>What counsel and a client share is found by no search and goes along with no answer.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class PrivilegeTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task A_privileged_item_is_found_by_no_search_and_goes_along_with_no_answer()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var request = await workspace.Scenario.IncomingRequestWithEvidence(States.Assigned, file);
        async Task<Guid[]> FoundAsync() => [.. (await Api.GetAsync(Investigator, $"/api/evidence?search={file.Word}")).Expect(200).Json["items"]!.AsArray().Select(row => (Guid)row!["id"]!)];
        Task<Reply> AnswerAsync() => workspace.Scenario.Act(request, Investigator, "answers", Bodies.Answer(request.Word, [file.Item]));

        (await FoundAsync()).ShouldContain(file.Item);
        (await AnswerAsync()).Expect(200);
        (await Api.PostAsync(Investigator, file.ItemPath + "/privilege", Bodies.Reason(), await Api.VersionAsync(Investigator, file.ItemPath))).Expect(200);
        (await FoundAsync()).ShouldBe([file.OtherItem]);
        (await AnswerAsync()).Expect(422, "evidence-privileged");
        // Prepared before it was marked: it does not leave either.
        (await workspace.Scenario.Act(request, Investigator, "submission")).Expect(422, "evidence-privileged");
        (await Api.GetAsync(Investigator, file.ItemPath)).Expect(200).Json["privilege"].ShouldNotBeNull();

        (await Api.PostAsync(Investigator, file.ItemPath + "/privilege/lifting", Bodies.Reason(), await Api.VersionAsync(Investigator, file.ItemPath))).Expect(404);
        (await Api.PostAsync(Prosecutor, file.ItemPath + "/privilege/lifting", Bodies.Reason(), await Api.VersionAsync(Prosecutor, file.ItemPath))).Expect(200);
        (await FoundAsync()).ShouldContain(file.Item);
        (await workspace.Scenario.Act(request, Investigator, "submission")).Expect(200);
    }
}
