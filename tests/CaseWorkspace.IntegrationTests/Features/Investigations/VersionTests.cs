using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>Nobody overwrites what they did not see, and what is sent twice is done once.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class VersionTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task A_version_is_asked_for_and_a_stale_one_is_told_the_present_one()
    {
        var (path, id) = await OpenAsync();
        var before = await workspace.EventsAsync();
        (await Api.PutAsync(Supervisor, path + "/prosecutor", Bodies.Prosecutor(Prosecutor))).Expect(428, "version-needed");
        foreach (var unreadable in new[] { "abc", "*", "\"x\"", "\"-1\"", "\"1\", \"2\"" })
        {
            (await Api.SendAsync(new Call(HttpMethod.Put, path + "/prosecutor")
            {
                As = Supervisor, Body = Bodies.Prosecutor(Prosecutor), Headers = [("If-Match", unreadable)],
            })).Expect(428, "version-needed");
        }

        (await Api.PostAsync(Investigator, path + "/notes", Bodies.Note("a"))).Expect(200).Version.ShouldBe(2);
        var stale = (await Api.PutAsync(Supervisor, path + "/prosecutor", Bodies.Prosecutor(Prosecutor), 1)).Expect(409, "stale");
        ((long)stale.Json["currentVersion"]!).ShouldBe(2);
        (await workspace.EventsAsync()).ShouldBe(before + 1);
        (await Api.PutAsync(Supervisor, path + "/prosecutor", Bodies.Prosecutor(Prosecutor), 2)).Expect(200).Version.ShouldBe(3);
        (await workspace.VersionAsync(id)).ShouldBe(3);
    }

    [Fact]
    public async Task Of_two_who_saw_the_same_one_is_told()
    {
        var (path, _) = await OpenAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Api.PostAsync(Supervisor, path + "/members", Bodies.Member(OtherInvestigator), 1)));
        replies.Count(reply => reply.Status == 200).ShouldBe(1);
        replies.Where(reply => reply.Status != 200).ShouldAllBe(reply => reply.Problem == "stale" && (long)reply.Json["currentVersion"]! == 2);
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again()
    {
        var (path, _) = await OpenAsync();
        var tag = (await Api.GetAsync(Investigator, path)).Expect(200).Header("ETag")!;
        var same = (await Api.GetAsync(Investigator, path, ("If-None-Match", tag))).Expect(304);
        same.Body.ShouldBeEmpty();
        same.Header("ETag").ShouldBe(tag);
        // An old tag opens nothing to the person who may not look.
        (await Api.GetAsync(OtherInvestigator, path, ("If-None-Match", tag))).Expect(404);
        (await Api.PostAsync(Investigator, path + "/notes", Bodies.Note("a"))).Expect(200);
        (await Api.GetAsync(Investigator, path, ("If-None-Match", tag))).Expect(200);
    }

    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_changes_nothing_more()
    {
        var key = Guid.CreateVersion7().ToString();
        var before = await workspace.EventsAsync();
        var first = (await Api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("key"), key: key)).Expect(201);
        var again = (await Api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("key"), key: key)).Expect(201);
        again.Whole.ShouldBe(first.Whole);
        (await Api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("other"), key: key)).Expect(422, "idempotency-key-reused");
        (await workspace.EventsAsync()).ShouldBe(before + 1);
        var next = (await Api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("next"))).Expect(201);
        (await NumberAsync(next.Id)).ShouldBe(await NumberAsync(first.Id) + 1, "A repetition uses up no number.");

        var path = $"/api/investigations/{first.Id}";
        var note = Guid.CreateVersion7().ToString();
        var noted = (await Api.PostAsync(Investigator, path + "/notes", Bodies.Note("once"), key: note)).Expect(200);
        (await Api.PostAsync(Investigator, path + "/notes", Bodies.Note("more"))).Expect(200);
        (await Api.PostAsync(Investigator, path + "/notes", Bodies.Note("once"), key: note)).Expect(200).Whole.ShouldBe(noted.Whole);
        (await Api.PostAsync(Investigator, path + "/evidence", Bodies.Evidence("x"), key: note)).Expect(422, "idempotency-key-reused");
        // Somebody else's key of the same name is another key.
        (await Api.PostAsync(Supervisor, path + "/notes", Bodies.Note("other"), key: note)).Expect(200);
        ((int)(await Api.GetAsync(Investigator, path)).Json["notes"]!).ShouldBe(3);
        (await Api.PostAsync(Investigator, path + "/notes", Bodies.Note("x"), key: new string('k', 201))).Expect(422).Fields.ShouldContain("Idempotency-Key");
    }

    private async Task<int> NumberAsync(Guid file) =>
        int.Parse(((string)(await Api.GetAsync(Investigator, $"/api/investigations/{file}")).Expect(200).Json["number"]!).Split('-')[^1], CultureInfo.InvariantCulture);

    [Fact]
    public async Task After_access_ended_a_key_gives_its_first_answer_again_and_nothing_else()
    {
        var (path, id) = await OpenAsync();
        var key = $"kept-{id}";
        (await Api.PostAsync(Investigator, path + "/members", Bodies.Member(OtherInvestigator), 1)).Expect(200);
        var first = (await Api.PostAsync(OtherInvestigator, path + "/notes", Bodies.Note("mine"), key: key)).Expect(200);
        (await Api.PostAsync(Investigator, $"{path}/members/{OtherInvestigator.Id}/removal", new { reason = "moved" }, 3)).Expect(200);

        // Id and version as they were answered then; what happened since does not show.
        (await Api.PostAsync(OtherInvestigator, path + "/notes", Bodies.Note("mine"), key: key)).Expect(200).Whole.ShouldBe(first.Whole);
        (await Api.PostAsync(OtherInvestigator, path + "/notes", Bodies.Note("more"), key: key)).Expect(422, "idempotency-key-reused");
        (await Api.PostAsync(OtherInvestigator, path + "/notes", Bodies.Note("mine"))).Expect(404);
        (await Api.PostAsync(Supervisor, path + "/notes", Bodies.Note("mine"), key: key)).Expect(200).Version.ShouldBe(5);
    }

    [Fact]
    public async Task A_command_that_ends_its_actors_access_answers_a_repetition_as_it_did_and_records_no_denial()
    {
        var (path, id) = await OpenAsync();
        (await Api.GetAsync(OtherInvestigator, "/api/investigations")).Expect(200);
        var handOver = new Call(HttpMethod.Put, path + "/lead")
        {
            As = Investigator, Body = Bodies.Lead(OtherInvestigator, stays: false), Seen = 1, Key = $"hand-over-{id}",
        };
        var first = (await Api.SendAsync(handOver)).Expect(200);
        (await Api.SendAsync(handOver)).Expect(200).Whole.ShouldBe(first.Whole);
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry where thing = @p1 and not granted", id)).ShouldBe(0);
        (await Api.GetAsync(Investigator, path)).Expect(404);
    }

    [Fact]
    public async Task A_refused_command_that_named_a_version_is_one_entry()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var seen = await Api.VersionAsync(Investigator, file.ItemPath);
        (await Api.PostAsync(Investigator, file.ItemPath + "/custody", Bodies.Custody(Investigator), seen)).Expect(422, "offered-to-oneself");
        (await Api.PostAsync(Investigator, file.ItemPath + "/custody", Bodies.Custody(Investigator), seen, key: $"own-{file.Item}")).Expect(422, "offered-to-oneself");
        (await workspace.ScalarAsync<long>(
            "select count(*) from journal.entry where thing = @p1 and operation = 'evidence.offer-custody' and not granted", file.Item)).ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_key_at_once_is_done_once(bool withVersion)
    {
        // Races are won and lost by luck: several of them.
        for (var race = 0; race < 5; race++)
        {
            var (path, id) = await OpenAsync();
            var key = Guid.CreateVersion7().ToString();
            var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => withVersion
                ? Api.PostAsync(Investigator, path + "/members", Bodies.Member(OtherInvestigator), 1, key)
                : Api.PostAsync(Investigator, path + "/notes", Bodies.Note("at once"), key: key)));
            replies.ShouldAllBe(reply => reply.Status == 200);
            replies.Select(reply => reply.Whole).Distinct().ShouldHaveSingleItem();
            (await workspace.VersionAsync(id)).ShouldBe(2);
        }
    }

    [Fact]
    public async Task Fifty_who_add_notes_at_once_lose_none()
    {
        var (path, id) = await OpenAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Api.PostAsync(i % 2 == 0 ? Investigator : Supervisor, path + "/notes", Bodies.Note($"number {i}"))));
        replies.ShouldAllBe(reply => reply.Status == 200);
        replies.Select(reply => reply.Version).Order().ShouldBe(Enumerable.Range(2, 50).Select(version => (long)version));
        (await workspace.VersionAsync(id)).ShouldBe(51);
        ((int)(await Api.GetAsync(Investigator, path)).Json["notes"]!).ShouldBe(50);
        var texts = (await Api.GetAsync(Investigator, path + "/timeline?kind=note-added&size=200")).Json["items"]!.AsArray()
            .Select(entry => (string)entry!["details"]!["text"]!);
        texts.ShouldBe(Enumerable.Range(0, 50).Select(i => $"Note number {i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Case_numbers_are_unique_however_many_open_at_once()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("number"))));
        var numbers = await Task.WhenAll(replies.Select(async reply => (string)(await Api.GetAsync(Investigator, $"/api/investigations/{reply.Expect(201).Id}")).Json["number"]!));
        numbers.Distinct().Count().ShouldBe(20);
        var file = replies[0].Id;
        var items = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Api.PostAsync(Investigator, $"/api/investigations/{file}/evidence", Bodies.Evidence("number"))));
        items.ShouldAllBe(reply => reply.Status == 201);
        var exhibits = (await Api.GetAsync(Investigator, $"/api/investigations/{file}/evidence")).Json["items"]!.AsArray().Select(row => (string)row!["number"]!);
        exhibits.Order().ShouldBe(Enumerable.Range(1, 10).Select(i => $"E-{i:000}"));
    }

    private async Task<(string Path, Guid Id)> OpenAsync()
    {
        var id = (await Api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation("version"))).Expect(201).Id;
        return ($"/api/investigations/{id}", id);
    }
}
