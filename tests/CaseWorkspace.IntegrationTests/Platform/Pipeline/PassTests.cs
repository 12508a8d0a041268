using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Platform.Pipeline;

/// <summary>One pass through the pages of a list, while others write: it shows what was on record when its first page was asked for.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class PassTests(Workspace workspace, OwnPeople own) : IClassFixture<OwnPeople>
{
    private const int Writers = 8;
    private static readonly string[] Orders = ["", "oldestFirst=true&"];

    private readonly ConcurrentBag<(string Kind, string Key, long Asked, long Answered)> written = [];

    private sealed record Listed(string Kind, Account Reader, string Path, Func<JsonNode, string> Key);

    [Fact]
    public async Task Pages_read_while_others_write_show_what_was_there_at_the_first_each_once_and_a_later_pass_shows_all()
    {
        var writer = await own.NewAsync(Role.Investigator, "writes");
        var file = (await own.Api.PostAsync(writer, "/api/investigations", Bodies.Investigation("passes"))).Expect(201).Id;
        var path = $"/api/investigations/{file}";
        Listed[] lists = [
            .. from list in new[] { ("file", "/api/investigations?"), ("item", "/api/evidence?"), ("request", "/api/information-requests?view=all&") }
               from order in Orders
               select new Listed(list.Item1, writer, list.Item2 + order, Id),
            new("request", writer, "/api/information-requests?view=all&order=due&", Id),
            new("item", writer, path + "/evidence?", Id),
            new("request", writer, path + "/information-requests?", Id),
            new("request", writer, path + "/information-requests?order=due&", Id),
            new("note", writer, path + "/timeline?kind=note-added&", entry => (string)entry["details"]!["text"]!),
            new("look", Accounts.Auditor, $"/api/journal?person={writer.Id}&operation=evidence.list&", entry => (string?)entry["asked"]!["words"] ?? ""),
        ];

        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(writer, path, stop.Token))));
        var passed = new List<(Listed List, IReadOnlyList<string> Keys, long Asked, long Answered)>();
        for (var round = 0; round < 2; round++)
        {
            foreach (var list in lists)
                passed.Add(await PassAsync(list));
        }

        await stop.CancelAsync();
        await writing;

        var late = 0;
        foreach (var (list, keys, asked, answered) in passed)
        {
            keys.Count.ShouldBe(keys.Distinct().Count(), $"{list.Path} shows one twice");
            var ofKind = written.Where(one => one.Kind == list.Kind).ToList();
            ofKind.Where(one => one.Answered < asked).Select(one => one.Key).Except(keys).ShouldBeEmpty($"{list.Path} misses what was there");
            var after = ofKind.Where(one => one.Asked > answered).Select(one => one.Key).ToHashSet();
            keys.Where(after.Contains).ShouldBeEmpty($"{list.Path} shows some of what came later, and so not all of it");
            late += after.Count;
        }

        late.ShouldBeGreaterThan(lists.Length * Writers, "nobody wrote while the pages were read");
        foreach (var list in lists)
        {
            var all = (await PassAsync(list)).Keys;
            written.Where(one => one.Kind == list.Kind).Select(one => one.Key).Except(all).ShouldBeEmpty($"{list.Path} loses some for good");
        }
    }

    [Fact]
    public async Task A_thing_whose_id_was_drawn_early_and_committed_late_is_in_the_next_pass()
    {
        var writer = await own.NewAsync(Role.Investigator, "writes");
        var (slow, fast) = (await OpenAsync(writer), await OpenAsync(writer));
        for (var i = 0; i < 2; i++)
            await RegisterAsync(writer, fast);
        await RegisterAsync(writer, slow);
        // Its number is drawn after its id: who holds the series holds the commit.
        await using var held = await workspace.HoldAsync("select 1 from workspace.series where name = @p1 for update", $"exhibit:{slow}");
        var late = RegisterAsync(writer, slow);
        await held.WaitedForAsync();
        var overtaking = await RegisterAsync(writer, fast);

        var first = (await own.Api.GetAsync(writer, "/api/evidence?oldestFirst=true&size=4")).Expect(200).Json;
        first["items"]!.AsArray().Select(Id!).ShouldContain(overtaking.ToString());
        await held.DisposeAsync();
        var committedLate = await late;
        var further = await RegisterAsync(writer, fast);

        var rest = first["next"] is { } next
            ? (await own.Api.GetAsync(writer, $"/api/evidence?oldestFirst=true&size=4&cursor={Uri.EscapeDataString((string)next!)}")).Expect(200).Json["items"]!.AsArray().Select(Id!)
            : [];
        rest.ShouldNotContain(further.ToString());
        var again = (await own.Api.GetAsync(writer, "/api/evidence?oldestFirst=true&size=200")).Expect(200).Json["items"]!.AsArray().Select(Id!).ToList();
        again.ShouldContain(committedLate.ToString());
        again.ShouldContain(further.ToString());
    }

    [Fact]
    public async Task Who_could_see_a_file_is_told_to_the_end_page_by_page()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        await workspace.Scenario.SealedSubFile(file, Accounts.Investigator, Accounts.OtherSupervisor);
        await workspace.Scenario.InCustody(Accounts.Investigator, file.Item, Accounts.Custodian);
        foreach (var (reader, path) in new[] { (Accounts.Auditor, $"/api/access?number={file.Number}&"), (Accounts.Investigator, $"{file.Path}/access?") })
        {
            var whole = (await workspace.Api.GetAsync(reader, path + "size=200")).Expect(200).Json["items"]!.AsArray().Select(row => row!.ToJsonString()).ToList();
            whole.Count.ShouldBeGreaterThan(4);
            var pages = new List<string>();
            string? cursor = "";
            do
            {
                var page = (await workspace.Api.GetAsync(reader, $"{path}size=1&cursor={Uri.EscapeDataString(cursor)}")).Expect(200).Json;
                pages.Add(page["items"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString());
                cursor = (string?)page["next"];
            }
            while (cursor is not null);

            pages.ShouldBe(whole);
        }
    }

    [Theory]
    [InlineData("{0}@x")]
    [InlineData("{0}@1:2")]
    [InlineData("{0}@0:0:")]
    [InlineData("{0}@5:4:")]
    [InlineData("{0}@1:9:5,3")]
    [InlineData("{0}@1:9:9")]
    [InlineData("{0}@1:9:99999999999999999999")]
    [InlineData("@1:9:")]
    public async Task A_cursor_with_no_sound_snapshot_is_refused_by_name(string cursor)
    {
        var asked = Uri.EscapeDataString(string.Format(System.Globalization.CultureInfo.InvariantCulture, cursor, Guid.CreateVersion7()));
        (await workspace.Api.GetAsync(Accounts.Investigator, $"/api/evidence?cursor={asked}")).Expect(400).Fields.ShouldContain("cursor");
    }

    private async Task WriteAsync(Account writer, string path, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var mark = Scenario.NewWord();
            await WrittenAsync("note", () => own.Api.PostAsync(writer, path + "/notes", Bodies.Note(mark)), $"Note {mark}");
            await WrittenAsync("item", () => own.Api.PostAsync(writer, path + "/evidence", Bodies.Evidence(mark)));
            await WrittenAsync("request", () => own.Api.PostAsync(writer, path + "/information-requests", Bodies.RequestContent(mark)));
            await WrittenAsync("file", () => own.Api.PostAsync(writer, "/api/investigations", Bodies.Investigation(mark)));
            await WrittenAsync("look", () => own.Api.GetAsync(writer, $"/api/evidence?search={mark}"), mark);
        }
    }

    private async Task WrittenAsync(string kind, Func<Task<Reply>> write, string? key = null)
    {
        var asked = Stopwatch.GetTimestamp();
        var reply = await write();
        reply.Status.ShouldBeOneOf(200, 201);
        written.Add((kind, key ?? reply.Id.ToString(), asked, Stopwatch.GetTimestamp()));
    }

    private async Task<(Listed List, IReadOnlyList<string> Keys, long Asked, long Answered)> PassAsync(Listed list)
    {
        var keys = new List<string>();
        var (asked, answered, cursor) = (Stopwatch.GetTimestamp(), 0L, "");
        while (cursor is not null)
        {
            var page = (await own.Api.GetAsync(list.Reader, $"{list.Path}size=20&cursor={Uri.EscapeDataString(cursor)}")).Expect(200).Json;
            answered = answered == 0 ? Stopwatch.GetTimestamp() : answered;
            keys.AddRange(page["items"]!.AsArray().Select(row => list.Key(row!)).Where(key => key.Length > 0));
            cursor = (string?)page["next"];
        }

        return (list, keys, asked, answered);
    }

    private async Task<Guid> OpenAsync(Account writer) => (await own.Api.PostAsync(writer, "/api/investigations", Bodies.Investigation("passes"))).Expect(201).Id;

    private async Task<Guid> RegisterAsync(Account writer, Guid file) =>
        (await own.Api.PostAsync(writer, $"/api/investigations/{file}/evidence", Bodies.Evidence("passes"))).Expect(201).Id;

    private static string Id(JsonNode row) => (string)row["id"]!;
}
