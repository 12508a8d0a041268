using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>What leaves the country wants a second factor used in the last five minutes, of each of the people who let it leave.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class SecondFactorTests(Workspace workspace, OwnPeople own) : IClassFixture<OwnPeople>
{
    [Fact]
    public async Task Release_and_transmission_are_refused_without_it_and_nothing_changes()
    {
        var request = await own.Scenario.IncomingRequestWithEvidence(States.Prepared);
        foreach (var (by, act, body) in new[] { (Supervisor, "release", null), (Prosecutor, "release", null), (LiaisonFrance, "transmission", Bodies.Transmission()) })
        {
            var seen = await workspace.VersionAsync(request.Id);
            var call = new Call(HttpMethod.Post, $"{request.Path}/{act}") { Body = body, Seen = await workspace.VersionAsync(by, request.Id, own.Api) };
            var fiveMinutesAgo = TimeProvider.System.GetUtcNow().AddMinutes(-5).AddSeconds(-1).ToUnixTimeSeconds();
            (await own.Api.SendAsync(call with { Token = own.TokenOf(by, secondFactor: fiveMinutesAgo) })).Expect(403, "second-factor-needed");
            (await workspace.VersionAsync(request.Id)).ShouldBe(seen);

            // A person without a relation to it is not asked: the question would tell that it is there.
            (await own.Api.SendAsync(call with { Token = own.TokenOf(LiaisonSpain, secondFactor: fiveMinutesAgo) })).Expect(404);
            (await own.Api.SendAsync(call with { Token = own.TokenOf(by) })).Expect(200);
        }
    }
}
