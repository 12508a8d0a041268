using System.Collections.Concurrent;
using System.Globalization;
using CaseWorkspace.Features;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Three files with a history, brought about once for all probes.</summary>
public sealed class Histories(Workspace workspace) : IAsyncLifetime
{
    public OwnPeople Own { get; } = new(workspace);

    public IReadOnlyList<AccessCase> All { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await Own.InitializeAsync();
        All = await Task.WhenAll(Enum.GetValues<Kept>().Select(kept => new FileWithHistory(Own, kept).BringAboutAsync()));
        // What was granted for a moment has run out when the probes begin.
        await Task.Delay(TimeSpan.FromSeconds(6));
    }

    public ValueTask DisposeAsync() => Own.DisposeAsync();
}

/// <summary>
/// Every route, with the id in its path, query, body and headers, by everybody who ever had to do with the file, and with tokens
/// that are none: thousands of attempts made from the route table, of which none passes and none can be told from a miss.
/// </summary>
[Collection(SharedWorkspace.Name)]
public sealed partial class ProbesAtScale(Workspace workspace, Histories histories) : IClassFixture<Histories>
{
    private const int AtOnce = 12;

    private readonly ConcurrentBag<string> passed = [];
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> misses = new();
    private int tried;

    private Api Api => histories.Own.Api;

    [Fact]
    public async Task Of_ten_thousand_attempts_none_passes()
    {
        var before = await workspace.EventsAsync();
        var started = TimeProvider.System.GetTimestamp();
        var attempts = histories.All.SelectMany(Attempt.All).ToList();
        await Parallel.ForEachAsync(attempts, Parallelism, async (attempt, _) => await TryAsync(attempt));

        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        TestContext.Current.SendDiagnosticMessage("{0} attempts in {1:F0} s, {2} passed", tried, seconds, passed.Count);
        passed.Order(StringComparer.Ordinal).ShouldBeEmpty();
        tried.ShouldBeGreaterThan(10_000);
        (await workspace.EventsAsync()).ShouldBe(before, "a refused call changed something");
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry where not granted")).ShouldBeGreaterThan(tried / 2);
    }

    [Fact]
    public async Task Who_may_gets_in_or_the_probes_would_prove_nothing()
    {
        var refused = new ConcurrentBag<string>();
        var entered = new ConcurrentDictionary<string, int>();
        var doors = histories.All.SelectMany(standing => RouteTable.All.Where(route => route.ConcernsThing && route.Method == HttpMethod.Get)
            .SelectMany(route => Attempt.ThingsOf(Sample.Of(route).On).SelectMany(thing => standing.Cast
                .Where(account => standing.MayDo(account, route, thing))
                .Where(_ => route.Name is not "request.download-document" || thing is Thing.Incoming)
                .Select(account => (standing, route, thing, account)))));
        await Parallel.ForEachAsync(doors, Parallelism, async (door, _) =>
        {
            var reply = await Api.SendAsync(Sample.Of(door.route).Call(door.route, door.standing, door.account, null, door.standing.IdOf(door.thing)));
            if (reply.Status != 200)
                refused.Add($"{door.account.Name} at {door.route} of the {door.thing} in '{door.standing.Name}': {reply}");
            entered.AddOrUpdate(door.route.Name, 1, (_, count) => count + 1);
        });
        refused.Order(StringComparer.Ordinal).ShouldBeEmpty();
        entered.Keys.ShouldBe(RouteTable.All.Where(route => route.ConcernsThing && route.Method == HttpMethod.Get).Select(route => route.Name), ignoreOrder: true);
        entered.Values.Sum().ShouldBeGreaterThan(300);
    }

    [Fact]
    public async Task Who_can_see_a_file_is_answered_with_those_who_are_let_in()
    {
        var differs = new ConcurrentBag<string>();
        var (named, looks) = (0, 0);
        foreach (var standing in histories.All)
        {
            var lead = standing.File.Lead;
            var rows = (await Api.GetAsync(lead, standing.File.Path + "/access?size=200")).Expect(200).Json["items"]!.AsArray();
            await Parallel.ForEachAsync(Seen.Where(one => standing.Has(one.Thing)), Parallelism, async (one, _) =>
            {
                var path = $"/api/{one.Path}/{standing.IdOf(one.Thing)}";
                var number = (string)(await Api.GetAsync(lead, path)).Expect(200).Json["number"]!;
                var holder = one.Sealed ? standing.SealedNumber : standing.File.Number;
                foreach (var account in standing.Cast)
                {
                    var said = rows.Any(row => (string)row!["thingNumber"]! == number || (string)row["thingNumber"]! == holder
                        ? Names((string)row["subject"]!, account) && AllFeatures.Rules.Any(rule => rule.Operation.Name == one.Operation
                            && rule.Role == account.Role && rule.Relations.Any(relation => relation.Code() == (string)row["relation"]!))
                        : false);
                    var open = (await Api.GetAsync(account, path)).Status == 200;
                    Interlocked.Increment(ref looks);
                    Interlocked.Add(ref named, said ? 1 : 0);
                    if (said != open)
                        differs.Add($"{account.Name} is {(open ? "" : "not ")}let in to the {one.Thing} of '{standing.Name}' and {(said ? "" : "not ")}named");
                }
            });
        }

        differs.Order(StringComparer.Ordinal).ShouldBeEmpty();
        named.ShouldBeGreaterThan(150);
        looks.ShouldBeGreaterThan(2 * named);
    }

    /// <summary>What can be seen of a file, where, and by which operation.</summary>
    private static readonly (Thing Thing, string Path, string Operation, bool Sealed)[] Seen =
    [
        (Thing.File, "investigations", "investigation.view", false), (Thing.Item, "evidence", "evidence.view", false),
        (Thing.Incoming, "information-requests", "request.view", false), (Thing.Outgoing, "information-requests", "request.view", false),
        (Thing.SubFile, "sub-files", "sub-file.view", true), (Thing.SealedItem, "evidence", "evidence.view", true),
        (Thing.SealedRequest, "information-requests", "request.view", true), (Thing.SealedIncoming, "information-requests", "request.view", true),
        (Thing.Person, "people", "person.view", false), (Thing.SealedPerson, "people", "person.view", true), (Thing.Identity, "protected-identities", "protected-identity.view", true),
        (Thing.Task, "tasks", "task.view", false), (Thing.SealedTask, "tasks", "task.view", true),
        (Thing.Clock, "clocks", "clock.view", false), (Thing.SealedClock, "clocks", "clock.view", true),
        (Thing.Occurrence, "occurrences", "occurrence.view", false), (Thing.SealedOccurrence, "occurrences", "occurrence.view", true),
        (Thing.Protocol, "protocols", "protocol.view", false), (Thing.SealedProtocol, "protocols", "protocol.view", true),
        (Thing.Measure, "covert-measures", "covert-measure.view", true),
    ];

    private static bool Names(string subject, Account account) => subject == $"person:{account.Id}"
        || (account.Role is Role.Supervisor && subject == $"unit:{account.Unit}")
        || (account.Role is Role.LiaisonOfficer && subject == $"posting:{account.Posting}");

    [Fact]
    public async Task Who_can_see_a_file_names_exactly_those_who_get_in()
    {
        foreach (var standing in histories.All)
        {
            var rows = (await Api.GetAsync(standing.File.Lead, standing.File.Path + "/access?size=200")).Expect(200).Json["items"]!.AsArray()
                .Where(row => (string)row!["thingKind"]! == "investigation").Select(row => (string)row!["subject"]!).ToHashSet();
            var named = standing.Cast.Where(account => rows.Contains($"person:{account.Id}")
                || (account.Role is Role.Supervisor && rows.Contains($"unit:{account.Unit}"))).Select(account => account.Name);
            var entered = new ConcurrentBag<string>();
            await Parallel.ForEachAsync(standing.Cast, Parallelism, async (account, _) =>
            {
                if ((await Api.GetAsync(account, standing.File.Path)).Status == 200)
                    entered.Add(account.Name);
            });
            entered.Count.ShouldBeGreaterThan(5);
            named.ShouldBe(entered, ignoreOrder: true, $"'{standing.Name}'");
            // The auditor, who sees none of it, is told the same.
            var told = (await Api.GetAsync(Accounts.Auditor, $"/api/access?number={standing.File.Number}&size=200")).Expect(200).Json["items"]!.AsArray()
                .Where(row => (string)row!["thingKind"]! == "investigation").Select(row => (string)row!["subject"]!).ToHashSet();
            told.ShouldBe(rows, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Nothing_sealed_shows_outside_in_any_list_look_or_number()
    {
        var shown = new ConcurrentBag<string>();
        var looks = 0;
        var pages = from standing in histories.All
                    from account in standing.Cast
                    where standing.Of(account, Thing.SubFile) is null
                    from route in RouteTable.All
                    where route.Method == HttpMethod.Get && Sample.Of(route).On is Thing.None or Thing.File
                    where standing.MayDo(account, route, Thing.File)
                    // The journal names what was looked at to its auditor; content it has none.
                    where account.Role is not Role.Auditor
                    let path = Sample.Of(route).Call(route, standing, account, null).Path
                    let joint = path.Contains('?', StringComparison.Ordinal) ? '&' : '?'
                    from query in new[] { "size=200", $"size=200&search={standing.SealedWord}", $"size=200&cursor={route.CursorAt(standing.IdOf(Thing.SealedItem), path)}" }
                    select (standing, account, Path: $"{path}{joint}{route.Taking(query)}".TrimEnd('?', '&'));
        await Parallel.ForEachAsync(pages, Parallelism, async (page, _) =>
        {
            var reply = (await Api.SendAsync(new Call(HttpMethod.Get, page.Path) { As = page.account })).Expect(200);
            Interlocked.Increment(ref looks);
            var signs = new[] { Thing.SubFile, Thing.SealedItem, Thing.SealedRequest, Thing.SealedIncoming, Thing.SealedPerson, Thing.SealedTask, Thing.SealedClock, Thing.SealedOccurrence, Thing.SealedProtocol, Thing.Measure }
                .Where(thing => page.standing.Of(page.account, thing) is null).Select(thing => page.standing.IdOf(thing).ToString())
                .Append(page.standing.SealedWord).Append($"\"{page.standing.SealedNumber}\"").Append($"{page.standing.SealedNumber}/");
            if (signs.FirstOrDefault(sign => reply.Text.Contains(sign, StringComparison.OrdinalIgnoreCase)) is { } sign)
                shown.Add($"{page.account.Name} sees {sign} at {page.Path}");
        });
        shown.ShouldBeEmpty();
        looks.ShouldBeGreaterThan(1000);

        foreach (var standing in histories.All)
        {
            // The exhibits that lie open are counted without a gap.
            var sealedOut = standing.Cast.Single(account => account.Name.StartsWith("sealed out", StringComparison.Ordinal));
            var numbers = (await Api.GetAsync(sealedOut, standing.File.Path + "/evidence?size=200")).Expect(200).Json["items"]!.AsArray()
                .Select(row => (string)row!["number"]!).Order(StringComparer.Ordinal).ToList();
            numbers.ShouldBe(Enumerable.Range(1, numbers.Count).Select(i => $"E-{i:000}"));
            var inside = (await Api.GetAsync(standing.File.Lead, standing.File.Path + "/evidence?size=200")).Expect(200).Text;
            inside.ShouldContain($"{standing.SealedNumber}/E-001");
        }
    }

    [Fact]
    public async Task No_route_takes_a_token_that_is_none()
    {
        var before = await workspace.EventsAsync();
        var standing = histories.All[0];
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var own = histories.Own;
        var sound = own.TokenOf(standing.File.Lead).Split('.');
        (string What, string? Token, string Problem)[] tokens =
        [
            ("none", null, "not-signed-in"), ("nothing", "", "not-signed-in"), ("cut off", string.Join('.', sound)[..^5], "not-signed-in"),
            ("unsigned", $"{sound[0]}.{sound[1]}.", "not-signed-in"), ("garbage", "a.b.c", "not-signed-in"),
            ("expired", Lead(claims => claims["exp"] = now - 60), "not-signed-in"),
            ("not yet", Lead(claims => claims["nbf"] = now + 3600), "not-signed-in"),
            ("other audience", Lead(claims => claims["aud"] = "another-api"), "not-signed-in"),
            ("other issuer", Lead(claims => claims["iss"] = "https://example.org"), "not-signed-in"),
            ("none algorithm", own.Token(claims => claims["sub"] = standing.File.Lead.Id, header => header["alg"] = "none", _ => []), "not-signed-in"),
            ("other type", own.Token(claims => claims["sub"] = standing.File.Lead.Id, header => header["typ"] = "JWT"), "not-signed-in"),
            ("no role", Lead(claims => claims.Remove("role")), "no-role"), ("the workspace's role", Lead(claims => claims["role"] = "system"), "no-role"),
            ("no person", Lead(claims => claims["sub"] = "lead"), "no-role"),
        ];
        await Parallel.ForEachAsync(RouteTable.All.SelectMany(route => tokens.Select(token => (route, token))), Parallelism, async (one, _) =>
        {
            var sample = Sample.Of(one.route);
            var reply = await Api.SendAsync(sample.Call(one.route, standing, null, 1) with { Token = one.token.Token });
            Interlocked.Increment(ref tried);
            if (reply.Problem != one.token.Problem)
                passed.Add($"{one.token.What} at {one.route}: {reply}");
        });
        passed.ShouldBeEmpty();
        tried.ShouldBe(RouteTable.All.Count * tokens.Length);
        (await workspace.EventsAsync()).ShouldBe(before);

        string Lead(Action<System.Text.Json.Nodes.JsonObject> change) => own.Token(claims =>
        {
            claims["sub"] = standing.File.Lead.Id;
            change(claims);
        });
    }

    private static ParallelOptions Parallelism => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };

    private async Task TryAsync(Attempt attempt)
    {
        var call = attempt.Call;
        if (attempt.Route.NeedsVersion)
            call = call with { Seen = 1 };
        var reply = await Api.SendAsync(call);
        Interlocked.Increment(ref tried);
        if (reply.Status is not (403 or 404))
        {
            passed.Add($"{attempt}: {reply}");
            return;
        }

        if (reply.Whole != await MissAsync(attempt))
            passed.Add($"{attempt}: can be told from a miss: {reply}");
    }

    /// <summary>What the role is answered at the route about a thing that does not exist; asked once for each.</summary>
    private Task<string> MissAsync(Attempt attempt) => misses.GetOrAdd($"{attempt.Route.Name} {attempt.Account.Role}", _ => new(async () =>
    {
        var sample = Sample.Of(attempt.Route);
        Interlocked.Increment(ref tried);
        return (await Api.SendAsync(sample.Call(attempt.Route, attempt.AccessCase, attempt.Account, 1, Guid.CreateVersion7()))).Whole;
    })).Value;
}
