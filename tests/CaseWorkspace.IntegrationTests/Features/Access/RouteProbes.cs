using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Brought about once for all probes.</summary>
public sealed class AccessCases(Workspace workspace) : IAsyncLifetime
{
    public IReadOnlyList<AccessCase> All { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        // Somebody heads unit 2, who tries no door: else nothing could be asked of it.
        await workspace.AppointAsync(Role.Supervisor, "head of unit 2", "unit-2");
        All = await AccessCase.BringAboutAsync(workspace.Api, workspace.Scenario);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>
/// Every route of the table, tried by every account in every relation, by nobody, and with tokens that are none. What is
/// expected follows from the policy and from how each account was made to stand, never from what the workspace answers.
/// </summary>
[Collection(SharedWorkspace.Name)]
public sealed class RouteProbes(Workspace workspace, AccessCases standings) : IClassFixture<AccessCases>
{
    public static TheoryData<string> Routes => [.. RouteTable.All.Select(route => route.Name)];

    private Api Api => workspace.Api;

    [Fact]
    public void Every_route_has_a_sample_and_every_sample_a_route() =>
        RouteTable.All.Select(route => route.Name).ShouldBe(Sample.Names, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Who_may_not_is_refused_without_a_trace_and_who_may_is_not(string name)
    {
        var route = RouteTable.Of(name);
        var sample = Sample.Of(route);
        var before = await workspace.EventsAsync();
        var allowed = new List<Call>();
        var refused = 0;
        foreach (var standing in standings.All.Where(standing => standing.Has(sample.On)))
        {
            // The version as it is: an open door would really change something.
            var seen = await workspace.VersionAsync(standing.IdOf(sample.On));
            foreach (var account in standing.Cast)
            {
                if (standing.MayDo(account, route, sample.On))
                {
                    // A version long gone: the door is tried, nothing is moved behind it.
                    allowed.Add(sample.Call(route, standing, account, seen: 0));
                    continue;
                }

                refused++;
                var reply = await Api.SendAsync(sample.Call(route, standing, account, seen));
                if (!route.ConcernsThing)
                {
                    reply.Expect(403, "not-for-role");
                    continue;
                }

                // Where the role alone decides, it decides before the thing is looked for.
                reply.Status.ShouldBe(route.Rules.Any(rule => rule.Relations.Count == 0) && route.Rules.All(rule => rule.Role != account.Role) ? 403 : 404, $"{account} at {route} in '{standing.Name}': {reply.Text}");
                var missing = await Api.SendAsync(sample.Call(route, standing, account, seen, Guid.CreateVersion7()));
                reply.Whole.ShouldBe(missing.Whole, $"{account} can tell what is forbidden from what is missing at {route} in '{standing.Name}'");
            }
        }

        refused.ShouldBeGreaterThan(0);
        (await workspace.EventsAsync()).ShouldBe(before, $"a refused call of {route} changed something");
        allowed.ShouldNotBeEmpty($"nobody may use {route}");
        foreach (var call in allowed)
        {
            var reply = await Api.SendAsync(call);
            if (reply.Problem != "second-factor-needed" || route.Rules.All(rule => !rule.StepUp))
                reply.Status.ShouldNotBeOneOf(401, 403, 404, 500);
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Without_a_sound_token_nobody_comes_in(string name)
    {
        var route = RouteTable.Of(name);
        var sample = Sample.Of(route);
        var standing = standings.All[0];
        var seen = await workspace.VersionAsync(standing.IdOf(sample.On));
        var before = await workspace.EventsAsync();
        var entries = await workspace.ScalarAsync<long>("select count(*) from journal.entry");
        var sound = await Api.Tokens.OfAsync(Accounts.Investigator);
        var access = (string)sound["access_token"]!;
        var parts = access.Split('.');
        string?[] tokens =
        [
            null, "", "not.a.token", access[..^4], $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}x.{parts[2]}",
            // Issued for the client, not for the API.
            (string)sound["id_token"]!, (string)sound["refresh_token"]!,
        ];
        foreach (var token in tokens)
        {
            var reply = await Api.SendAsync(sample.Call(route, standing, null, seen) with { Token = token });
            reply.Expect(401, "not-signed-in").Header("WWW-Authenticate").ShouldNotBeNull().ShouldStartWith("Bearer");
        }

        (await workspace.EventsAsync()).ShouldBe(before);
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry")).ShouldBe(entries);
    }
}
