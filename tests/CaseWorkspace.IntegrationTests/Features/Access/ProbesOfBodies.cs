using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Storage;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;
using static CaseWorkspace.Platform.Policy.Relation;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>
/// Wherever the closed record of a command holds an id, and wherever a route asks for one: a person who may do it in the own file names
/// the things of another, and what is sealed in the own; the answer is that about an id that is none.
/// </summary>
public sealed partial class ProbesAtScale
{
    [Fact]
    public async Task An_id_that_is_not_open_to_the_caller_is_in_any_body_or_query_like_one_that_is_none()
    {
        var own = await OwnFileAsync();
        Places.Count.ShouldBeGreaterThan(14);
        var before = await workspace.EventsAsync();
        var versions = new ConcurrentDictionary<(Guid, Guid), Task<long>>();
        var probes =
            from place in Places
            let route = place.Route
            let about = Sample.Of(route).On
            from account in own.Cast
            where own.MayDo(account, route, about)
            from other in histories.All.Append(own)
            from thing in Enum.GetValues<Thing>()
            where thing is not Thing.None && other.Has(thing) && other.IdOf(thing) != Guid.Empty && other.Of(account, thing) is null
            select (place, about, account, other, thing);
        await Parallel.ForEachAsync(probes, Parallelism, async (probe, _) =>
        {
            var (place, about, account, other, thing) = probe;
            var seen = about is Thing.None ? 1 : await versions.GetOrAdd((account.Id, own.IdOf(about)), _ => workspace.VersionAsync(account, own.IdOf(about), Api));
            var reply = await Api.SendAsync(place.Call(own, account, seen, other.IdOf(thing)));
            var miss = await misses.GetOrAdd($"{place} {account.Id}", _ => new(async () =>
                (await Api.SendAsync(place.Call(own, account, seen, Guid.CreateVersion7()))).Whole)).Value;
            Interlocked.Increment(ref tried);
            if (reply.Status is not (403 or 404 or 422) || reply.Whole != miss)
                passed.Add($"{account.Name} at {place} with the {thing} of '{other.Name}': {reply}");
        });
        TestContext.Current.SendDiagnosticMessage("{0} ids in {1} places of bodies and queries, {2} passed", tried, Places.Count, passed.Count);
        passed.Order(StringComparer.Ordinal).ShouldBeEmpty();
        tried.ShouldBeGreaterThan(500);
        (await workspace.EventsAsync()).ShouldBe(before, "a refused call changed something");

        // And the id that belongs there is answered otherwise at each place, or equal answers would prove nothing. (What is right in the place of a fact is asked of a
        // fact that there is: RectifiedFactTests. Here the path names none.)
        foreach (var place in Places.Where(place => place.Name is not "right.restsOn").OrderBy(place => Array.IndexOf(Last, place.Route.Name)))
        {
            var about = Sample.Of(place.Route).On;
            var (told, answers) = (false, "");
            foreach (var account in own.Cast.Where(account => own.MayDo(account, place.Route, about)))
            {
                var seen = await workspace.VersionAsync(account, own.IdOf(about), Api);
                var miss = await Api.SendAsync(place.Call(own, account, seen, Guid.CreateVersion7()));
                var proper = await Api.SendAsync(place.Call(own, account, seen, place.Name is "content.representative" ? await RepresentativeAsync(own) : Proper(place, own)));
                told |= proper.Whole != miss.Whole;
                answers += $"\n{account.Name}: {proper}";
                // The next one would find the file as this one left it.
                if (told)
                    break;
            }

            told.ShouldBeTrue($"{place} takes no notice of the id{answers}");
        }
    }

    /// <summary>What changes who may do the rest.</summary>
    private static readonly string[] Last = ["sub-file.hand-over", "sub-file.hand-over-supervision", "investigation.restrict", "investigation.confirm-restriction", "investigation.hand-over"];

    /// <summary>Every id in the body of a command, and every one that a route about a file asks for in its query.</summary>
    private static readonly IReadOnlyList<Place> Places =
    [
        .. RouteTable.All.SelectMany(route => IdsIn(route.Body).Select(name => new Place(route, name, InQuery: false))),
        .. RouteTable.All.Where(route => route.Rules.Any(rule => rule.Relations.Count > 0))
            .SelectMany(route => route.AsksIds.Select(name => new Place(route, name, InQuery: true))),
    ];

    private static IEnumerable<string> IdsIn(Type? type)
    {
        foreach (var property in type?.GetProperties(BindingFlags.Instance | BindingFlags.Public) ?? [])
        {
            if (property.IsDefined(typeof(JsonIgnoreAttribute)) || WorkspaceJson.IsMembership(type!, property.Name))
                continue;
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var held = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var element = held == typeof(string) ? null : held.GetInterfaces().Append(held)
                .FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
            var (kind, path) = element is null ? (held, name) : (element, name + ".0");
            if (kind == typeof(Guid))
                yield return path;
            else if (kind.IsClass && kind.Namespace?.StartsWith("CaseWorkspace.", StringComparison.Ordinal) == true)
            {
                foreach (var inner in IdsIn(kind))
                    yield return $"{path}.{inner}";
            }
        }
    }

    /// <summary>A file of the callers' own, with somebody on it who is not named in what is sealed there.</summary>
    private async Task<AccessCase> OwnFileAsync()
    {
        var own = histories.Own;
        var lead = await own.NewAsync(Role.Investigator, "leads the own file");
        var member = await own.NewAsync(Role.Investigator, "works on the own file");
        var file = await own.Scenario.InvestigationWithSealedEvidence(lead);
        (await Api.PostAsync(lead, file.Path + "/members", Bodies.Member(member), await Api.VersionAsync(lead, file.Path))).Expect(200);
        (await Api.PostAsync(lead, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(lead, file.Path))).Expect(200);
        // The prosecutor is named in it: nobody else gives instructions there.
        var part = await own.Scenario.SealedSubFile(file, lead, OtherSupervisor, Prosecutor);
        var relations = AccessCase.OnAll([Thing.File, Thing.Item, Thing.Incoming, Thing.Outgoing, Thing.Person, Thing.Task, Thing.Instruction, Thing.Clock, Thing.Occurrence, Thing.Protocol],
            (lead, Lead), (member, Member), (OtherInvestigator, Member), (Supervisor, UnitSupervisor), (OtherSupervisor, UnitSupervisor), (Prosecutor, SupervisingProsecutor));
        var (identity, _) = await own.Scenario.ProtectedIdentity(lead, file, part);
        var person = await own.Scenario.RecordedPerson(lead, file);
        (await Api.PostAsync(lead, $"/api/people/{person}/representatives", Bodies.Representative(file.Word))).Expect(200);
        foreach (var thing in new[] { Thing.SubFile, Thing.SealedItem, Thing.SealedRequest, Thing.SealedPerson, Thing.Identity, Thing.SealedTask, Thing.SealedClock, Thing.SealedOccurrence, Thing.SealedProtocol, Thing.Measure })
            (relations[(lead, thing)], relations[(OtherSupervisor, thing)], relations[(Prosecutor, thing)]) = (Lead, UnitSupervisor, SupervisingProsecutor);
        foreach (var thing in new[] { Thing.Incoming, Thing.Outgoing })
            relations[(LiaisonFrance, thing)] = AddressedLiaisonOfficer;
        return new AccessCase("the own file", file, await own.Scenario.IncomingRequestWithEvidence(States.Assigned, file), await own.Scenario.OutgoingRequest(States.Draft, file))
        {
            Relations = relations,
            Things = new Dictionary<Thing, Guid>
            {
                [Thing.SubFile] = part.Id, [Thing.SealedItem] = part.Item, [Thing.SealedRequest] = part.Request,
                [Thing.Person] = person, [Thing.SealedPerson] = await own.Scenario.RecordedPerson(lead, file, part.Word, part.Id),
                [Thing.Identity] = identity,
                [Thing.Task] = await own.Scenario.MadeTask(lead, file), [Thing.SealedTask] = await own.Scenario.MadeTask(lead, file, part.Word, part.Id),
                [Thing.Instruction] = await own.Scenario.GivenInstruction(Prosecutor, file),
                [Thing.Clock] = await own.Scenario.StartedClock(lead, file), [Thing.SealedClock] = await own.Scenario.StartedClock(lead, file, part.Word, part.Id),
                [Thing.Occurrence] = await own.Scenario.RecordedOccurrence(lead, file), [Thing.SealedOccurrence] = await own.Scenario.RecordedOccurrence(lead, file, part.Word, part.Id),
                [Thing.Protocol] = await own.Scenario.DraftedProtocol(lead, file), [Thing.SealedProtocol] = await own.Scenario.DraftedProtocol(lead, file, part.Word, part.Id),
                [Thing.Measure] = await own.Scenario.RecordedMeasure(lead, part),
            },
            Cast = [lead, member, Supervisor, OtherSupervisor, Prosecutor, LiaisonFrance],
        };
    }

    /// <summary>Somebody who acts for the person of the file.</summary>
    private async Task<Guid> RepresentativeAsync(AccessCase standing)
    {
        var person = (await Api.GetAsync(standing.File.Lead, $"/api/people/{standing.IdOf(Thing.Person)}")).Expect(200).Json;
        return (Guid)person["representatives"]![0]!["id"]!;
    }

    /// <summary>The id that belongs there.</summary>
    private static Guid Proper(Place place, AccessCase standing) => (place.Route.Name, place.Name.Split('.')[^1] is "0" ? place.Name.Split('.')[^2] : place.Name) switch
    {
        (_, "subFile") => standing.IdOf(Thing.SubFile),
        (_, "investigation") => standing.File.Id,
        (_, "evidence" or "content.restsOn" or "restsOn") => standing.File.Item,
        ("clock.start", "person") or ("occurrence.list-of-file", "person") or (_, "people") => standing.IdOf(Thing.Person),
        (_, "content.person") => standing.IdOf(Thing.SealedPerson),
        (_, "drawnUp") => standing.IdOf(Thing.SealedProtocol),
        (_, "documents") => standing.Incoming.Document!.Value,
        (_, "supervisor") => OtherSupervisor.Id,
        (_, "away") => Investigator.Id,
        (_, "investigator") => standing.File.Lead.Id,
        ("investigation.name-prosecutor", _) => Prosecutor.Id,
        ("sub-file.hand-over-supervision", _) => Supervisor.Id,
        ("evidence.offer-custody", _) => Custodian.Id,
        _ => OtherInvestigator.Id,
    };

    /// <summary>A place of a call where an id stands.</summary>
    private sealed record Place(Route Route, string Name, bool InQuery)
    {
        /// <summary>The sound call, with the id there.</summary>
        public Call Call(AccessCase standing, Account account, long seen, Guid id)
        {
            var call = Sample.Of(Route).Call(Route, standing, account, seen);
            if (InQuery)
                return call with { Path = $"{call.Path}{(call.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Name}={id}" };
            var body = (JsonObject)((JsonObject)call.Body!).DeepClone();
            Put(body, Name.Split('.'), id);
            return call with { Body = body };
        }

        public override string ToString() => $"{Route} {Name}";

        private static void Put(JsonNode node, string[] path, Guid id)
        {
            for (var i = 0; i < path.Length - 1; i++)
            {
                JsonNode Empty() => path[i + 1] is "0" ? new JsonArray() : new JsonObject();
                node = node is JsonArray list ? list[int.Parse(path[i], CultureInfo.InvariantCulture)]! : (node[path[i]] ??= Empty());
            }

            if (node is JsonArray ids)
            {
                ids.Clear();
                ids.Add(id);
            }
            else
            {
                node[path[^1]] = id;
            }
        }
    }
}
