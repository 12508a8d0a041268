using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>One file, written to through two hosts at once: each host's commands queue, and the two race.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class TwoHostsTests(Workspace workspace, OwnPeople own) : IClassFixture<OwnPeople>
{
    private const int CallersOfEach = 12;
    private const int Notes = 5;

    [Fact]
    public async Task Of_notes_added_through_two_hosts_at_once_each_accepted_one_is_an_event_and_no_other()
    {
        var file = await own.Scenario.InvestigationWithSealedEvidence();
        await own.KnownAsync(Investigator);
        var before = await workspace.VersionAsync(file.Id);

        var replies = await Task.WhenAll(new[] { workspace.Api, own.Api }.SelectMany(host => Enumerable.Range(0, CallersOfEach).Select(caller => AddAsync(host, file.Path, caller))));

        // Overtaken each time it was tried: told so, and nothing of it is kept.
        var accepted = replies.SelectMany(one => one).Count(reply => reply.Status == 200);
        replies.SelectMany(one => one).Where(reply => reply.Status != 200).ShouldAllBe(reply => reply.Status == 409 && reply.Problem == "stale");
        accepted.ShouldBeGreaterThan(2 * CallersOfEach * Notes * 9 / 10);
        var texts = StoredTexts.NotesOf(workspace.Installation, await workspace.ScalarAsync<string[]>(
            "select array_agg(data::text) from workspace.mt_events where stream_id = @p1 and type = 'note-added' and version > @p2", file.Id, before));
        texts.Length.ShouldBe(accepted);
        texts.Distinct(StringComparer.Ordinal).Count().ShouldBe(texts.Length);
    }

    private async Task<List<Reply>> AddAsync(Api host, string file, int caller)
    {
        var replies = new List<Reply>();
        for (var note = 0; note < Notes; note++)
            replies.Add(await host.PostAsync(Investigator, file + "/notes", Bodies.Note($"Note {note} of caller {caller} through {(host == own.Api ? "one host" : "the other")}.")));
        return replies;
    }
}
