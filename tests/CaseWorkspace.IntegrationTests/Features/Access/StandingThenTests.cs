using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Who could see a file on a date: as people's units and posts were then, not as they are now.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class StandingThenTests(OwnPeople own) : IClassFixture<OwnPeople>
{
    [Fact]
    public async Task Whoever_changed_unit_could_see_it_before_and_cannot_now()
    {
        var member = await own.NewAsync(Role.Investigator, "moves");
        var head = await own.NewAsync(Role.Supervisor, "headed the unit");
        var file = await own.Scenario.InvestigationWithSealedEvidence();
        (await own.Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(member), await own.Api.VersionAsync(Investigator, file.Path))).Expect(200);
        foreach (var one in new[] { member, head })
            (await own.Api.GetAsync(one, file.Path)).Expect(200);
        var then = TimeProvider.System.GetUtcNow();
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        foreach (var one in new[] { member, head })
            (await own.Api.GetAsync(await own.KnownAsync(one with { Unit = "unit-2" }), file.Path)).Expect(404);

        foreach (var (by, path) in new[] { (Investigator, $"{file.Path}/access?"), (Auditor, $"/api/access?number={file.Number}&size=200&") })
        {
            var now = await RowsAsync(by, path);
            now.ShouldNotContain(member.Name);
            now.ShouldNotContain(head.Name);
            var before = await RowsAsync(by, $"{path}at={Uri.EscapeDataString(then.ToString("O", System.Globalization.CultureInfo.InvariantCulture))}");
            before.ShouldContain(member.Name);
            before.ShouldContain(head.Name);
        }
    }

    private async Task<string> RowsAsync(Account by, string path) => (await own.Api.GetAsync(by, path)).Expect(200).Json switch
    {
        JsonArray rows => rows.ToJsonString(),
        var page => page["items"]!.ToJsonString(),
    };
}
