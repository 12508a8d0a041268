using System.Diagnostics;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>Commands that take turns in one file come together: none is refused for having been slower.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class TurnTests(Workspace workspace)
{
    /// <summary>No more of them: they stay on the desks of the shared workspace.</summary>
    private const int Count = 40;

    [Fact]
    public async Task Requests_given_to_one_file_at_once_are_all_given()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var requests = new List<OpenRequest>();
        foreach (var batch in Enumerable.Range(0, Count).Chunk(10))
            requests.AddRange(await Task.WhenAll(batch.Select(_ => workspace.Scenario.IncomingRequestWithEvidence(States.Received, file))));
        var versions = await Task.WhenAll(requests.Select(request => workspace.Api.VersionAsync(Supervisor, request.Path)));

        var watch = Stopwatch.StartNew();
        var replies = await Task.WhenAll(requests.Zip(versions, (request, version) =>
            workspace.Api.PostAsync(Supervisor, request.Path + "/assignment", Bodies.Assignment(Investigator, file.Id), version)));
        TestContext.Current.SendDiagnosticMessage($"{Count} assignments into one file: {watch.ElapsedMilliseconds} ms, refused: {replies.Count(reply => reply.Status != 200)}");

        replies.Where(reply => reply.Status != 200).Select(reply => reply.Text).ShouldBeEmpty();
        (await workspace.ScalarAsync<long>("select turn from workspace.case_scope where id = @p1", file.Id)).ShouldBeGreaterThanOrEqualTo(Count);
    }
}
