using Microsoft.Extensions.Configuration;
using System.Text.Json;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Investigations;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Every list and search, as everybody: a person who may not see a thing finds no id, number, title or word of it.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class ListProbes(Workspace workspace, AccessCases standings) : IClassFixture<AccessCases>
{
    /// <summary>An export wants a second factor: it is probed where everybody has one.</summary>
    public static TheoryData<string> Lists =>
        [.. RouteTable.All.Where(route => route.Method == HttpMethod.Get && !route.ConcernsThing && !route.Rules.Any(rule => rule.StepUp)).Select(route => route.Name)];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Shows_what_one_may_see_and_nothing_else(string name)
    {
        var route = RouteTable.Of(name);
        var auditors = route.Rules.All(rule => rule.Role is Role.Auditor);
        foreach (var account in standings.All[0].Cast.Where(account => route.Rules.Any(rule => rule.Role == account.Role)))
        {
            foreach (var standing in standings.All)
            {
                foreach (var query in QueriesOf(route, standing, auditors).Select(query => route.Taking("size=200&" + query)).Distinct())
                {
                    var found = (await workspace.Api.GetAsync(account, $"{route.Pattern}?{query}")).Expect(200);
                    ShowsNothingHidden(auditors ? WithoutAsked(found) : found.Text, account, standing, route.Operation, auditors, $"{route}?{query}");
                }
            }
        }
    }

    /// <summary>What pages ask and no route does: desk, search, what changed lately.</summary>
    [Fact]
    public async Task The_desk_the_search_and_what_changed_lately_show_what_one_may_see_and_nothing_else()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(workspace.Installation.WorkspaceSettings);
        builder.Services.AddWorkspace(builder.Configuration);
        await using var app = builder.Build();
        var pipeline = app.Services.GetRequiredService<QueryPipeline>();
        var shown = 0;
        foreach (var account in standings.All[0].Cast)
        {
            var actor = new Actor(account.Id, account.Name, [account.Role], account.Unit, account.Posting is { } posting ? [posting] : [], "pages");
            await AskAsync(new RecentChanges(account.Id, TimeProvider.System.GetUtcNow().AddDays(-1), 200));
            foreach (var source in app.Services.GetServices<IDeskSource>())
                await AskAsync(source.Waiting(200));
            foreach (var place in app.Services.GetServices<SearchPlace>())
            {
                foreach (var standing in standings.All)
                {
                    foreach (var words in new[] { standing.File.Word, standing.File.Number, standing.Incoming.Word, standing.SealedWord, standing.ProtectedWord }.Where(words => words.Length > 0))
                        await AskAsync(place.Found(words, 200));
                }
            }

            async Task AskAsync<T>(IListing<T> query)
            {
                if ((await pipeline.List(query, actor)).Value is not { } page)
                    return;
                shown += page.Items.Count;
                foreach (var standing in standings.All)
                    ShowsNothingHidden(JsonSerializer.Serialize(page.Items), account, standing, query.Operation, account.Role is Role.Auditor, query.GetType().Name);
                (await pipeline.Count(query, actor)).ShouldBeLessThanOrEqualTo(query.Size + 1);
            }
        }

        shown.ShouldBeGreaterThan(20, "what those see who may");
    }

    [Fact]
    public async Task Finds_by_words_what_one_may_see()
    {
        var standing = standings.All[0];
        await FindsAsync(Accounts.Investigator, $"/api/investigations?search={standing.File.Word}", standing.File.Id);
        await FindsAsync(Accounts.Prosecutor, $"/api/evidence?search={standing.File.Word}", standing.File.Item);
        await FindsAsync(Accounts.LiaisonFrance, $"/api/evidence?search={standing.File.Word}", standing.File.Item);
        await FindsAsync(Accounts.LiaisonFrance, $"/api/information-requests?view=all&search={standing.Incoming.Word}", standing.Incoming.Id);
        await FindsAsync(Accounts.Supervisor, $"/api/information-requests?view=all&direction=outgoing&search={standing.Outgoing.Word}", standing.Outgoing.Id);
    }

    [Fact]
    public async Task Pages_by_cursor_show_each_once()
    {
        var file = standings.All[0].File;
        for (var i = 0; i < 5; i++)
            (await workspace.Api.PostAsync(file.Lead, file.Path + "/evidence", Bodies.Evidence(file.Word))).Expect(201);
        foreach (var list in new[] { file.Path + "/evidence", file.Path + "/timeline", $"/api/evidence?search={file.Word}", "/api/investigations", "/api/information-requests", "/api/information-requests?view=all", "/api/information-requests?view=all&order=due" })
        {
            var seen = new List<string>();
            string? cursor = null;
            do
            {
                var page = (await workspace.Api.GetAsync(file.Lead, $"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}size=3&cursor={Uri.EscapeDataString(cursor ?? "")}")).Expect(200).Json;
                var rows = page["items"]!.AsArray();
                rows.Count.ShouldBeLessThanOrEqualTo(3);
                seen.AddRange(rows.Select(row => row!["id"]!.ToString()));
                cursor = (string?)page["next"];
            }
            while (cursor is not null && seen.Count < 2000);
            seen.Count.ShouldBeGreaterThan(1, list);
            seen.Distinct().Count().ShouldBe(seen.Count, list);
        }
    }

    private async Task FindsAsync(Account account, string path, Guid id) =>
        (await workspace.Api.GetAsync(account, path)).Expect(200).Json["items"]!.AsArray().Select(row => (Guid)row!["id"]!).ShouldContain(id, path);

    /// <summary>What somebody searched for is the searcher's word, which the auditor is to read; it shows nothing of what there is.</summary>
    private static string WithoutAsked(Reply reply)
    {
        var page = reply.Json;
        foreach (var row in page["items"]!.AsArray())
            row!.AsObject().Remove("asked");
        return page.ToJsonString();
    }

    private static void ShowsNothingHidden(string found, Account account, AccessCase standing, Operation operation, bool auditors, string where)
    {
        foreach (var (thing, signs) in SignsOf(standing).Where(signs => !MaySee(account, standing, signs.Thing)))
        {
            // A person who asked, and the auditor of an emergency access, know the number: they see no more of the file than that.
            // The auditor's own lists name files and things by id and number, never by a word of them.
            foreach (var sign in signs.Where(sign => auditors ? !Guid.TryParse(sign, out _) && sign != standing.File.Number
                : sign != standing.File.Number || !operation.Name.StartsWith("access.", StringComparison.Ordinal))
                // A person who is offered an item finds it on the desk, to answer: where it is answered, and no word of it.
                .Where(sign => sign != standing.File.Item.ToString() || operation.Name is not "evidence.list-offered"
                    || standing.Of(account, Thing.Item) is not Relation.CustodyOffered))
                found.ShouldNotContain(sign, customMessage: $"{account} sees the {thing} of '{standing.Name}' at {where}");
        }
    }

    private static bool MaySee(Account account, AccessCase standing, Thing thing)
    {
        var list = thing switch { Thing.SubFile => "sub-file.view", Thing.File => "investigation.view", Thing.Item => "evidence.view", Thing.Person or Thing.SealedPerson => "person.view", Thing.Identity => "protected-identity.view", Thing.Task or Thing.SealedTask => "task.view", Thing.Clock or Thing.SealedClock => "clock.view", Thing.Occurrence or Thing.SealedOccurrence => "occurrence.view", Thing.Protocol or Thing.SealedProtocol => "protocol.view", Thing.Measure => "covert-measure.view", _ => "request.view" };
        return standing.Of(account, thing) is { } relation
            && AllFeatures.Rules.Any(rule => rule.Operation.Name == list && rule.Role == account.Role && rule.Relations.Contains(relation));
    }

    private static IEnumerable<string> QueriesOf(Route route, AccessCase standing, bool auditors) => auditors
    ?
    [
        "", "toReview=true", "denied=true", $"number={standing.File.Number}", $"thing={standing.File.Id}", $"thing={standing.IdOf(Thing.SealedItem)}",
        $"glass={standing.IdOf(Thing.Glass)}", $"name={standing.File.Word}",
    ]
    :
    [
        "", "state=open", "state=closed&mine=true", "view=all", "view=all&direction=incoming", "view=all&direction=outgoing", "view=all&order=due", "role=investigator",
        $"view=all&search={standing.File.Word}", $"view=all&search={standing.Incoming.Word}", $"view=all&search={standing.Outgoing.Word}",
        $"view=all&search={standing.File.Number}", $"view=all&search={standing.File.Word[..6]}", .. standing.ProtectedWord.Length > 0 ? (string[])[$"view=all&search={standing.ProtectedWord}"] : [], $"cursor={route.CursorAt(standing.File.Id)}", "view=all&search=%27%20or%201=1--",
    ];

    /// <summary>What would betray each thing. The words of the file stand in its items too.</summary>
    private static IEnumerable<(Thing Thing, string[] Signs)> SignsOf(AccessCase standing) =>
    [
        (Thing.File, [$"Vans through Batumi {standing.File.Word}", standing.File.Number]),
        (Thing.Item, [standing.File.Item.ToString(), $"Telephone {standing.File.Word}"]),
        .. standing.Has(Thing.Person) ? (IEnumerable<(Thing, string[])>)[(Thing.Person, [standing.IdOf(Thing.Person).ToString(), $"Person {standing.File.Word}"])] : [],
        .. standing.Has(Thing.Task) ? (IEnumerable<(Thing, string[])>)[(Thing.Task, [standing.IdOf(Thing.Task).ToString(), $"Task {standing.File.Word}"])] : [],
        .. standing.Has(Thing.Clock) ? (IEnumerable<(Thing, string[])>)[(Thing.Clock, [standing.IdOf(Thing.Clock).ToString(), $"Court {standing.File.Word}"])] : [],
        .. standing.Has(Thing.Occurrence) ? (IEnumerable<(Thing, string[])>)[(Thing.Occurrence, [standing.IdOf(Thing.Occurrence).ToString(), $"Crossing {standing.File.Word}"])] : [],
        .. standing.Has(Thing.Protocol) ? (IEnumerable<(Thing, string[])>)[(Thing.Protocol, [standing.IdOf(Thing.Protocol).ToString(), $"Protocol {standing.File.Word}"])] : [],
        (Thing.Incoming, [standing.Incoming.Id.ToString(), standing.Incoming.Word]),
        (Thing.Outgoing, [standing.Outgoing.Id.ToString(), standing.Outgoing.Word]),
        .. standing.Has(Thing.SubFile) ? (IEnumerable<(Thing, string[])>)
            [(Thing.SubFile, [standing.IdOf(Thing.SubFile).ToString(), standing.IdOf(Thing.SealedItem).ToString(), standing.IdOf(Thing.SealedRequest).ToString(), standing.SealedWord]),
             (Thing.SealedIncoming, [standing.IdOf(Thing.SealedIncoming).ToString()]), (Thing.SealedPerson, [standing.IdOf(Thing.SealedPerson).ToString()]),
             // Not its id: the record says that there is one.
             (Thing.Identity, [standing.ProtectedWord]),
             (Thing.SealedTask, [standing.IdOf(Thing.SealedTask).ToString()]), (Thing.SealedClock, [standing.IdOf(Thing.SealedClock).ToString()]),
             (Thing.SealedOccurrence, [standing.IdOf(Thing.SealedOccurrence).ToString()]), (Thing.SealedProtocol, [standing.IdOf(Thing.SealedProtocol).ToString()]), (Thing.Measure, [standing.IdOf(Thing.Measure).ToString()])] : [],
    ];
}
