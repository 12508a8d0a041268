using System.Text.Json.Nodes;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Storage;
using CaseWorkspace.Platform.Storage.Keys;
using Marten;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Platform.Storage;

/// <summary>What the hosts write: no text stands in an event in the clear, and what was moved in the database shows as such and breaks no page.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class SealedEventsTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task No_event_holds_a_text_in_the_clear_and_each_stands_under_the_key_of_its_file()
    {
        var file = await EverythingAsync();
        using var store = DocumentStore.For(options => WorkspaceStore.Configure(options, NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Owner)), AllFeatures.Modules));
        var types = ((IReadOnlyStoreOptions)store.Options).Events.AllKnownEventTypes().Where(one => MarkedTexts.AreIn(one.EventType)).ToDictionary(one => one.EventTypeName, one => one.EventType);
        var events = await workspace.ScalarAsync<string[]>("select array_agg(type || ' ' || data::text) from workspace.mt_events where type = any(@p1)", (object)types.Keys.ToArray());
        Written.Except(events.Select(one => one.Split(' ')[0])).ShouldBeEmpty();
        events.Where(one => MarkedTexts.ArePlain(JsonNode.Parse(one[(one.IndexOf(' ', StringComparison.Ordinal) + 1)..])!.AsObject(), types[one.Split(' ')[0]])).ShouldBeEmpty();

        // Everything of the file, its items included, under one key; a person's record under its own, but for why it was erased, which outlives it.
        (await workspace.ScalarAsync<string[]>(
            """
            select array_agg(distinct key #>> '{}') from workspace.case_scope s join workspace.mt_events e on e.stream_id = s.id
            cross join jsonb_path_query(e.data, 'strict $.** ? (exists(@.sealed)).key') key
            where s.file = @p1 and s.kind not in ('recorded-person', 'protected-identity')
            """, file.Id)).ShouldBe([file.Id.ToString()]);
        (await workspace.ScalarAsync<long>(
            """
            select count(*) from workspace.case_scope s join workspace.mt_events e on e.stream_id = s.id
            cross join jsonb_path_query(e.data, 'strict $.** ? (exists(@.sealed)).key') key
            where s.kind in ('recorded-person', 'protected-identity') and key #>> '{}' <> s.id::text and e.type not like 'person-erasure-%'
            """)).ShouldBe(0);
    }

    /// <summary>The events of each kind of thing that <see cref="EverythingAsync"/> writes.</summary>
    private static readonly string[] Written =
    [
        "investigation-opened", "note-added", "official-number-recorded", "investigation-suspended", "investigation-resumed", "sub-file-sealed", "sub-file-note-added",
        "evidence-registered", "content-sealed", "item-marked-privileged", "request-drafted", "task-made", "instruction-given", "compliance-reported",
        "person-recorded", "person-fact-recorded", "procedural-status-set", "representative-named", "secrecy-bound", "identity-kept", "identity-protected",
    ];

    /// <summary>A file in which something of each kind was done.</summary>
    private async Task<OpenFile> EverythingAsync()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var part = await workspace.Scenario.SealedSubFile(file, file.Lead, Supervisor);
        await workspace.Scenario.ProtectedIdentity(file.Lead, file, part);
        var person = $"/api/people/{await workspace.Scenario.RecordedPerson(file.Lead, file)}";
        await workspace.Scenario.MadeTask(file.Lead, file);
        var instruction = $"/api/tasks/{await workspace.Scenario.GivenInstruction(Prosecutor, file)}";
        await ActAsync(file.Lead, person, "/representatives", Bodies.Representative(file.Word));
        await ActAsync(file.Lead, person, "/secrecy", Bodies.SecrecyBond());
        await ActAsync(file.Lead, instruction, "/report", Bodies.Report());
        await ActAsync(file.Lead, file.ItemPath, "/privilege", Bodies.Reason());
        await ActAsync(file.Lead, file.Path, "/official-numbers", Bodies.OfficialNumber(file.Word));
        await ActAsync(Prosecutor, file.Path, "/suspension", Bodies.Reason());
        await ActAsync(Prosecutor, file.Path, "/suspension/end", Bodies.Reason());
        return file;
    }

    private async Task ActAsync(Account by, string path, string act, JsonObject body) =>
        (await Api.PostAsync(by, path + act, body, await Api.VersionAsync(by, path))).Expect(200);

    [Fact]
    public async Task A_sealed_text_that_was_moved_to_another_event_shows_as_not_opened_and_the_rest_as_before()
    {
        var (file, other) = (await workspace.Scenario.InvestigationWithSealedEvidence(), await workspace.Scenario.InvestigationWithSealedEvidence());
        (await Api.PostAsync(Investigator, file.Path + "/notes", Bodies.Note("The note that was moved."))).Expect(200);
        (await Api.GetAsync(Investigator, file.Path + "/timeline?size=200")).Expect(200).Text.ShouldContain("The note that was moved.");
        await using var owner = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));

        // Into an event of another kind, as somebody might who owns the database; and under the key of another file.
        await ChangeAsync("update workspace.mt_events set data = data || jsonb_build_object('title', data -> 'summary') where stream_id = $1 and type = 'investigation-opened'", file.Id);
        await ChangeAsync($"update workspace.mt_events set data = jsonb_set(data, '{{text,key}}', to_jsonb('{other.Id}'::text)) where stream_id = $1 and type = 'note-added'", file.Id);

        var timeline = (await Api.GetAsync(Investigator, file.Path + "/timeline?size=200")).Expect(200);
        timeline.Text.ShouldNotContain("The note that was moved.");
        var entries = timeline.Json["items"]!.AsArray();
        entries.Where(one => (string)one!["kind"]! == "note-added").ShouldAllBe(one => (string)one!["details"]!["text"]! == SealedText.NotOpened);
        var opened = entries.Single(one => (string)one!["kind"]! == "investigation-opened")!["details"]!;
        ((string)opened["title"]!).ShouldBe(SealedText.NotOpened);
        ((string)opened["summary"]!).ShouldNotBe(SealedText.NotOpened);
        (await Api.GetAsync(Investigator, file.Path + "/as-of?at=2100-01-01T00:00:00Z")).Expect(200).Text.ShouldContain("does not open");
        (await workspace.LogsAsync()).ShouldContain($"A text sealed under key {file.Id}");

        async Task ChangeAsync(string sql, Guid id)
        {
            await using var command = owner.CreateCommand(sql);
            command.Parameters.Add(new() { Value = id });
            (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
        }
    }
}
