using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>A file as it stood between one act and the next.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class PastTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task Members_notes_items_and_sub_files_are_those_of_the_moment()
    {
        var before = await MomentAsync();
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        var between = await MomentAsync();
        (await Api.PostAsync(Investigator, file.Path + "/notes", Bodies.Note("written afterwards"))).Expect(200);
        (await Api.PostAsync(Investigator, part.Path + "/notes", Bodies.Note("Sealed afterwards"))).Expect(200);
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        (await Api.PostAsync(Investigator, file.Path + "/evidence", Bodies.Evidence(file.Word))).Expect(201);
        var after = await MomentAsync();

        (await ThenAsync(file, "/as-of", before)).ShouldBeEmpty();
        (await ThenAsync(file, "/sub-files/as-of", before)).ShouldBeEmpty();
        var (then, now) = ((await ThenAsync(file, "/as-of", between)).Single(), (await ThenAsync(file, "/as-of", after)).Single());
        then["members"]!.AsArray().Select(one => (Guid)one!).ShouldBe([Investigator.Id]);
        now["members"]!.AsArray().Select(one => (Guid)one!).ShouldBe([Investigator.Id, OtherInvestigator.Id]);
        ((int)now["notes"]!).ShouldBe((int)then["notes"]! + 1);
        (await ThenAsync(file, "/evidence/as-of", after)).Length.ShouldBe((await ThenAsync(file, "/evidence/as-of", between)).Length + 1);

        var (notesThen, notesNow) = (await NotesAsync(file, between), await NotesAsync(file, after));
        notesThen.Length.ShouldBe((int)then["notes"]!);
        notesNow.Except(notesThen).ShouldBe(["Note written afterwards"]);

        var (partThen, partNow) = ((await ThenAsync(file, "/sub-files/as-of", between)).Single(), (await ThenAsync(file, "/sub-files/as-of", after)).Single());
        ((Guid)partThen["id"]!).ShouldBe(part.Id);
        partThen.ToJsonString().ShouldNotContain("Sealed afterwards");
        partNow.ToJsonString().ShouldContain("Sealed afterwards");

        // Of the file, but not named in the sub-file.
        (await Api.GetAsync(Supervisor, $"{file.Path}/sub-files/as-of?at={Uri.EscapeDataString(after.ToString("O"))}")).Expect(200).Json["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_of_the_past_ends_where_its_events_become_many_and_the_next_goes_on()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        for (var i = 0; i < 3; i++)
            (await Api.PostAsync(Investigator, file.Path + "/evidence", Bodies.Evidence(file.Word))).Expect(201);
        // As if the second item had thousands of events; done by the database's owner.
        (await workspace.ScalarAsync<long>(
            "with long as (update workspace.mt_streams set version = 5000 where id = @p1 returning 1) select count(*) from long", file.OtherItem)).ShouldBe(1);

        var pages = new List<Guid[]>();
        for (var next = ""; next is not null;)
        {
            var page = (await Api.GetAsync(Investigator, $"{file.Path}/evidence/as-of?size=4&cursor={next}")).Expect(200).Json;
            pages.Add([.. page["items"]!.AsArray().Select(item => (Guid)item!["id"]!)]);
            next = (string?)page["next"];
        }

        pages.Select(page => page.Length).ShouldBe([2, 3]);
        pages.SelectMany(page => page).Distinct().Count().ShouldBe(5);
        pages[0].ShouldBe([file.Item, file.OtherItem]);
    }

    private async Task<JsonNode[]> ThenAsync(OpenFile file, string path, DateTimeOffset at) =>
        [.. (await Api.GetAsync(Investigator, $"{file.Path}{path}?at={Uri.EscapeDataString(at.ToString("O"))}")).Expect(200).Json["items"]!.AsArray().Select(one => one!)];

    private async Task<string[]> NotesAsync(OpenFile file, DateTimeOffset until) =>
        [.. (await Api.GetAsync(Investigator, $"{file.Path}/timeline?kind=note-added&until={Uri.EscapeDataString(until.ToString("O"))}")).Expect(200).Json["items"]!.AsArray()
            .Select(one => (string)one!["details"]!["text"]!)];

    private static async Task<DateTimeOffset> MomentAsync()
    {
        await Task.Delay(20, TestContext.Current.CancellationToken);
        var moment = TimeProvider.System.GetUtcNow();
        await Task.Delay(20, TestContext.Current.CancellationToken);
        return moment;
    }
}
