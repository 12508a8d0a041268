using System.Globalization;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>An attempt that must not pass, made from the route table.</summary>
public sealed record Attempt(AccessCase AccessCase, Route Route, Account Account, string What, Call Call)
{
    private static readonly string[] Rewriting = ["X-Original-URL", "X-Rewrite-URL"];

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Account.Name} ({Account.Role.Code()}, {Account.Unit}) at {Route} with the {What} of '{AccessCase.Name}'");

    /// <summary>All of them, at all routes, by everybody who ever had to do with the file.</summary>
    public static IEnumerable<Attempt> All(AccessCase standing) =>
        RouteTable.All.SelectMany(route => InPath(standing, route)).Concat(InHeaders(standing)).Concat(InBodyAndQuery(standing)).Concat(ByRole(standing));

    /// <summary>The thing itself, and two things of another kind, in the path.</summary>
    private static IEnumerable<Attempt> InPath(AccessCase standing, Route route)
    {
        if (!route.ConcernsThing)
            yield break;
        var sample = Sample.Of(route);
        var right = ThingsOf(sample.On);
        var others = Enum.GetValues<Thing>().Where(thing => thing is not Thing.None && !right.Contains(thing)).ToArray();
        foreach (var (account, i) in standing.Cast.Select((account, i) => (account, i)))
        {
            foreach (var thing in right.Concat([others[i % others.Length], others[(i + 3) % others.Length]]))
            {
                var open = right.Contains(thing) ? standing.MayDo(account, route, thing) : standing.Of(account, thing) is not null || thing is Thing.StandIn
                    // A list of its own role's things is empty for what is none of them.
                    || (route.Method == HttpMethod.Get && route.Rules.Any(rule => rule.Role == account.Role && rule.Relations.Count == 0));
                if (!open)
                    yield return new Attempt(standing, route, account, $"{thing} in the path", sample.Call(route, standing, account, 1, standing.IdOf(thing)));
            }
        }
    }

    /// <summary>A missing thing in the path, the real one in headers that some servers heed.</summary>
    private static IEnumerable<Attempt> InHeaders(AccessCase standing) =>
        from route in RouteTable.All
        where route.ConcernsThing && route.Rules.All(rule => rule.Relations.Count > 0)
        let sample = Sample.Of(route)
        from account in standing.Cast
        where (account.Id.GetHashCode() + route.Name.Length) % 4 == 0
        let path = sample.Call(route, standing, account, 1).Path
        from header in Rewriting
        select new Attempt(standing, route, account, $"the {sample.On} in {header}", sample.Call(route, standing, account, 1, Guid.CreateVersion7()) with { Headers = [(header, path)] });

    /// <summary>A file of one's own in the path, a thing of this one in the body or the query.</summary>
    private static IEnumerable<Attempt> InBodyAndQuery(AccessCase standing)
    {
        var register = RouteTable.Of("evidence.register");
        var draft = RouteTable.Of("request.draft");
        var assign = RouteTable.Of("request.assign");
        foreach (var account in standing.Cast.Where(account => standing.Of(account, Thing.SubFile) is null))
        {
            foreach (var part in new[] { Thing.SubFile, Thing.SealedItem, Thing.SealedRequest, Thing.Glass, Thing.Ask })
            {
                if (standing.Of(account, part) is not null)
                    continue;
                var id = standing.IdOf(part);
                yield return new Attempt(standing, assign, account, $"{part} in the body", new Call(assign.Method, $"/api/information-requests/{standing.Incoming.Id}/assignment")
                {
                    As = account, Body = Bodies.Assignment(standing.File.Lead, standing.File.Id).With("subFile", id),
                });
                foreach (var file in new[] { standing.File.Id, Guid.CreateVersion7() })
                {
                    yield return new Attempt(standing, register, account, $"{part} in the body", new Call(register.Method, $"/api/investigations/{file}/evidence")
                    {
                        As = account, Body = Bodies.Evidence("probe").With("subFile", id),
                    });
                    yield return new Attempt(standing, draft, account, $"{part} in the query", new Call(draft.Method, $"/api/investigations/{file}/information-requests?subFile={id}")
                    {
                        As = account, Body = Bodies.RequestContent("probe"),
                    });
                }
            }
        }
    }

    /// <summary>What a role does not do at all, with the things of the file in the query.</summary>
    private static IEnumerable<Attempt> ByRole(AccessCase standing) =>
        from route in RouteTable.All
        where !route.ConcernsThing
        from account in standing.Cast
        where route.Rules.All(rule => rule.Role != account.Role)
        from thing in new[] { Thing.File, Thing.SubFile }
        let call = Sample.Of(route).Call(route, standing, account, 1)
        let joint = call.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?'
        select new Attempt(standing, route, account, $"{thing} in the query", call with
        {
            Path = $"{call.Path}{joint}{route.Taking($"thing={standing.IdOf(thing)}&cursor={route.CursorAt(standing.IdOf(thing), call.Path)}")}".TrimEnd('?', '&'),
        });

    /// <summary>The things of the standing that a route about such a thing can mean.</summary>
    public static Thing[] ThingsOf(Thing on) => on switch
    {
        Thing.Item => [Thing.Item, Thing.SealedItem],
        Thing.Incoming or Thing.Outgoing => [Thing.Incoming, Thing.Outgoing, Thing.SealedRequest, Thing.SealedIncoming],
        _ => [on],
    };
}
