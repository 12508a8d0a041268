using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Who could see a file on a date: as people's units and posts were then, not as they are now.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class AccessAtATimeTests(OwnPeople own) : IClassFixture<OwnPeople>
{
    [Fact]
    public async Task A_person_who_changed_unit_could_see_it_before_and_cannot_now()
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

        foreach (var (by, path) in new[] { (Investigator, $"{file.Path}/access?size=200&"), (Auditor, $"/api/access?number={file.Number}&size=200&") })
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
    public async Task A_person_who_stood_in_could_see_a_file_until_it_was_restricted()
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

        foreach (var (by, path) in new[] { (away, $"{file.Path}/access?size=200&"), (Auditor, $"/api/access?number={file.Number}&size=200&") })
        {
            (await RowsAsync(by, path + At(open))).ShouldContain(standIn.Name);
            (await RowsAsync(by, path + At(restricted))).ShouldNotContain(standIn.Name);
            (await RowsAsync(by, path)).ShouldContain(standIn.Name);
        }
    }

    [Fact]
    public async Task Prosecutor_and_named_person_stand_until_the_day_and_are_named_anew()
    {
        var (prosecutor, member) = (await own.NewAsync(Role.Prosecutor, "for a while"), await own.NewAsync(Role.Investigator, "named for a while"));
        var file = await own.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var part = await own.Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        (await own.Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(member), await own.Api.VersionAsync(Investigator, file.Path))).Expect(200);
        var until = TimeProvider.System.GetUtcNow().AddSeconds(5);
        async Task<Reply> NameAsync(DateTimeOffset? end) => await own.Api.PutAsync(
            Supervisor, file.Path + "/prosecutor", Bodies.Prosecutor(prosecutor).With("until", end), await own.Api.VersionAsync(Supervisor, file.Path));
        async Task InsideAsync(Account person, DateTimeOffset? end) => (await own.Api.PostAsync(
            Investigator, part.Path + "/people", Bodies.Named(person).With("until", end), await own.Api.VersionAsync(Investigator, part.Path))).Expect(200);
        (await NameAsync(TimeProvider.System.GetUtcNow().AddDays(-1))).Expect(422, "ends-in-the-past");
        (await NameAsync(null)).Expect(200);
        await InsideAsync(prosecutor, null);
        // For another time: a person who is named in the sub-file stays named.
        (await NameAsync(until)).Expect(200);
        await InsideAsync(member, until);
        foreach (var one in new[] { prosecutor, member })
            (await own.Api.GetAsync(one, part.Path)).Expect(200);
        var shown = (await own.Api.GetAsync(Investigator, file.Path + "/access?size=200")).Expect(200).Json["items"]!.AsArray();
        shown.Single(row => (string)row!["relation"]! == "supervising-prosecutor" && (string)row["thingKind"]! == "investigation")!["until"].ShouldNotBeNull();
        shown.Single(row => (string)row!["thingKind"]! == "sub-file" && row["names"]!.ToJsonString().Contains(member.Name, StringComparison.Ordinal))!["until"].ShouldNotBeNull();
        var then = TimeProvider.System.GetUtcNow();

        await Task.Delay(until - then + TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        (await own.Api.GetAsync(prosecutor, file.Path)).Expect(404);
        foreach (var one in new[] { prosecutor, member })
            (await own.Api.GetAsync(one, part.Path)).Expect(404);
        var after = (await own.Api.GetAsync(Investigator, file.Path + "/access?size=200")).Expect(200).Json["items"]!.AsArray();
        after.ShouldNotContain(row => row!["names"]!.ToJsonString().Contains(prosecutor.Name, StringComparison.Ordinal));
        after.ShouldNotContain(row => (string)row!["thingKind"]! == "sub-file" && row["names"]!.ToJsonString().Contains(member.Name, StringComparison.Ordinal));
        (await RowsAsync(Investigator, $"{file.Path}/access?size=200&{At(then)}")).ShouldContain(prosecutor.Name);
        (await NameAsync(null)).Expect(200);
        (await own.Api.GetAsync(prosecutor, file.Path)).Expect(200);
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

    private async Task<string> RowsAsync(Account by, string path) => 
        (await own.Api.GetAsync(by, path)).Expect(200).Json["items"]!.ToJsonString();
}
