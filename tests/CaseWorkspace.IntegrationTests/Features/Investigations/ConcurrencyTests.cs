using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>Many at once on one file, each doing something else: what was acknowledged is what happened, no more and no less.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class ConcurrencyTests(Workspace workspace)
{
    private const int Callers = 50;
    private const int Acts = 3;

    private readonly ConcurrentBag<(string Route, Guid Id, long Version, string Text)> acknowledged = [];
    private readonly ConcurrentBag<string> faults = [];
    private const string NotFollowing = "do not follow changes for now";

    private static readonly string Word = Scenario.NewWord();

    private string path = "";
    private Guid file;

    private Api Api => workspace.Api;

    [Fact]
    public async Task Of_fifty_callers_with_mixed_commands_every_acknowledged_one_is_an_event_and_no_other()
    {
        file = (await Api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("at once"))).Expect(201).Id;
        path = $"/api/investigations/{file}";
        var before = await workspace.LogsAsync();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            for (var act = 0; act < Acts; act++)
                await ActAsync(caller, act);
        }));
        faults.ShouldBeEmpty();

        // Of the people who lost a race nothing stands in a log either, and open pages heard of it all.
        var logs = await workspace.LogsAsync();
        logs.ShouldNotContain(Word);
        logs.Split(NotFollowing).Length.ShouldBe(before.Split(NotFollowing).Length);

        await FileTellsAsync();
        await ThingsInTheFileTellAsync();
        await RelationsTellAsync();
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry where file = @p1 and granted and processing in ('alteration', 'collection')", file))
            .ShouldBe(acknowledged.Count + 1, "each accepted command has its entry");
    }

    private Task ActAsync(int caller, int act) => ((caller + (act * 7)) % 10) switch
    {
        0 or 1 or 2 => DoAsync("investigation.add-note", HttpMethod.Post, Investigator, "/notes", Bodies.Note($"{Word} {caller}/{act}"), text: $"Note {Word} {caller}/{act}"),
        3 => DoAsync("evidence.register", HttpMethod.Post, Investigator, "/evidence", Bodies.Evidence("at once")),
        4 => DoAsync("sub-file.seal", HttpMethod.Post, Investigator, "/sub-files", Bodies.SubFile("at once", OtherSupervisor)),
        5 => DoAsync("investigation.add-member", HttpMethod.Post, Investigator, "/members", Bodies.Member(OtherInvestigator), versioned: true),
        6 => DoAsync("investigation.remove-member", HttpMethod.Post, Investigator, $"/members/{OtherInvestigator.Id}/removal", Bodies.Reason(), versioned: true),
        7 when act == 1 => DoAsync("investigation.confirm-restriction", HttpMethod.Post, OtherSupervisor, "/restriction/confirmation", Bodies.Restriction(OtherSupervisor), versioned: true),
        7 => DoAsync("investigation.restrict", HttpMethod.Post, Investigator, "/restriction", Bodies.Restriction(OtherSupervisor), versioned: true),
        8 => DoAsync("investigation.lift-restriction", HttpMethod.Post, OtherSupervisor, "/restriction/end", Bodies.Reason(), versioned: true),
        _ => DoAsync("investigation.add-note", HttpMethod.Post, OtherSupervisor, "/notes", Bodies.Note($"{caller}/{act}"), text: $"Note {caller}/{act}"),
    };

    private async Task DoAsync(string route, HttpMethod method, Account by, string where, JsonObject? body = null, bool versioned = false, string text = "")
    {
        var before = versioned ? await Api.VersionAsync(by, path) : (long?)null;
        var reply = await Api.SendAsync(new Call(method, path + where) { As = by, Body = body, Seen = before });
        switch (reply.Status)
        {
            // Accepted and nothing to change: restricted so already.
            case 200 when versioned && reply.Version == before:
                break;
            case 200 or 201:
                acknowledged.Add((route, reply.Id, reply.Version, text));
                break;
            // Overtaken by somebody who was faster, or in a state that forbids it.
            case 409 or 422 when versioned && reply.Problem is "stale" or "already-a-member" or "not-a-member" or "not-restricted" or "no-restriction-proposed":
                break;
            default:
                faults.Add($"{route}: {reply}");
                break;
        }
    }

    /// <summary>The stream holds one event for each acknowledged command, at the version that was answered; the snapshot is what they come to.</summary>
    private async Task FileTellsAsync()
    {
        var inFile = acknowledged.Where(one => one.Id == file).ToList();
        var versions = await workspace.ScalarAsync<long[]>("select array_agg(version order by version) from workspace.mt_events where stream_id = @p1", file);
        versions.ShouldBe(Enumerable.Range(1, inFile.Count + 1).Select(version => (long)version));
        inFile.Select(one => one.Version).Order().ShouldBe(versions.Skip(1));
        (await workspace.VersionAsync(file)).ShouldBe(versions.Length);

        foreach (var (route, version) in inFile.Select(one => (one.Route, one.Version)))
        {
            (await workspace.ScalarAsync<string>("select causation_id from workspace.mt_events where stream_id = @p1 and version = @p2", file, version))
                .ShouldBe(route, $"version {version} was answered to another command");
        }

        var texts = StoredTexts.NotesOf(workspace.Installation, await workspace.ScalarAsync<string[]>(
            "select coalesce(array_agg(data::text), '{}') from workspace.mt_events where stream_id = @p1 and type = 'note-added'", file));
        texts.ShouldBe(inFile.Where(one => one.Text.Length > 0).Select(one => one.Text), ignoreOrder: true);

        var standing = (await Api.GetAsync(Investigator, path)).Expect(200);
        standing.Version.ShouldBe(versions.Length);
        var folded = (await Api.GetAsync(Investigator, path + "/as-of?at=2100-01-01T00:00:00Z")).Expect(200).Json["items"]![0]!;
        // Beside the file itself the answer says what the reader can do with it.
        var shown = standing.Json.AsObject();
        shown.Remove("allowed").ShouldBeTrue();
        JsonNode.DeepEquals(folded, shown).ShouldBeTrue($"{folded} is not {standing.Text}");
        ((int)standing.Json["notes"]!).ShouldBe(texts.Length);
    }

    private async Task ThingsInTheFileTellAsync()
    {
        foreach (var (route, kind, type) in new[] { ("evidence.register", "evidence", "evidence-registered"), ("sub-file.seal", "sub-file", "sub-file-sealed") })
        {
            var ids = acknowledged.Where(one => one.Route == route).Select(one => one.Id).Order().ToArray();
            ids.Length.ShouldBeGreaterThan(Callers / 10);
            (await workspace.ScalarAsync<Guid[]>("select array_agg(id order by id) from workspace.case_scope where file = @p1 and kind = @p2", file, kind)).ShouldBe(ids);
            (await workspace.ScalarAsync<Guid[]>("select array_agg(stream_id order by stream_id) from workspace.mt_events where stream_id = any(@p1) and type = @p2 and version = 1", ids, type)).ShouldBe(ids);
            (await workspace.ScalarAsync<long>("select count(*) from workspace.mt_events where stream_id = any(@p1)", (object)ids)).ShouldBe(ids.Length);
            (await workspace.ScalarAsync<long>("select count(distinct number) from workspace.case_scope where id = any(@p1)", (object)ids)).ShouldBe(ids.Length);
        }

        acknowledged.Where(one => one.Id != file).Select(one => one.Route).Distinct().Order().ShouldBe(["evidence.register", "sub-file.seal"]);
    }

    /// <summary>Who has a relation to the file now is who the events say, each once.</summary>
    private async Task RelationsTellAsync()
    {
        var state = (await Api.GetAsync(Investigator, path)).Expect(200).Json;
        var members = state["members"]!.AsArray().Select(member => (Guid)member!).Where(member => member != Investigator.Id);
        // Until the suggested supervisor is confirmed, the heads of the unit go on.
        var supervisor = (string?)state["supervisor"] is { } named ? $"person:{named}" : "unit:unit-1";
        string[] expected = [$"person:{Investigator.Id} lead", $"{supervisor} unit-supervisor", .. members.Select(member => $"person:{member} member")];
        (await workspace.ScalarAsync<string[]>(
            "select array_agg(subject || ' ' || relation) from workspace.case_relation where scope = @p1 and (until is null or until > now())", file))
            .ShouldBe(expected, ignoreOrder: true);
    }
}
