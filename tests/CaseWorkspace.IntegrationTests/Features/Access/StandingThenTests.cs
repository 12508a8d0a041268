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
            var before = await RowsAsync(by, path + At(then));
            before.ShouldContain(member.Name);
            before.ShouldContain(head.Name);
        }
    }

    [Fact]
    public async Task Whoever_stood_in_could_see_a_file_until_it_was_restricted()
    {
        var (away, standIn, head) = (await own.NewAsync(Role.Investigator, "away"), await own.NewAsync(Role.Investigator, "stands in"), await own.NewAsync(Role.Supervisor, "named"));
        var file = await own.Scenario.InvestigationWithSealedEvidence(away, prosecutor: false);
        var now = TimeProvider.System.GetUtcNow();
        (await own.Api.PostAsync(away, "/api/stand-ins", Bodies.StandIn(standIn, now.AddMinutes(-1), now.AddHours(1)))).Expect(201);
        (await own.Api.GetAsync(standIn, file.Path)).Expect(200);
        var open = await MomentAsync();
        (await own.Api.PostAsync(away, file.Path + "/restriction", Bodies.Restriction(head), await own.Api.VersionAsync(away, file.Path))).Expect(200);
        (await own.Api.GetAsync(standIn, file.Path)).Expect(404);
        var restricted = await MomentAsync();
        (await own.Api.PostAsync(head, file.Path + "/restriction/end", Bodies.Reason(), await own.Api.VersionAsync(head, file.Path))).Expect(200);
        (await own.Api.GetAsync(standIn, file.Path)).Expect(200);

        foreach (var (by, path) in new[] { (away, $"{file.Path}/access?"), (Auditor, $"/api/access?number={file.Number}&size=200&") })
        {
            (await RowsAsync(by, path + At(open))).ShouldContain(standIn.Name);
            (await RowsAsync(by, path + At(restricted))).ShouldNotContain(standIn.Name);
            (await RowsAsync(by, path)).ShouldContain(standIn.Name);
        }
    }

    /// <summary>A moment between what went before and what comes after.</summary>
    private static async Task<DateTimeOffset> MomentAsync()
    {
        await Task.Delay(20, TestContext.Current.CancellationToken);
        var then = TimeProvider.System.GetUtcNow();
        await Task.Delay(20, TestContext.Current.CancellationToken);
        return then;
    }

    private static string At(DateTimeOffset then) => $"at={Uri.EscapeDataString(then.ToString("O", System.Globalization.CultureInfo.InvariantCulture))}";

    private async Task<string> RowsAsync(Account by, string path) => (await own.Api.GetAsync(by, path)).Expect(200).Json switch
    {
        JsonArray rows => rows.ToJsonString(),
        var page => page["items"]!.ToJsonString(),
    };
}
