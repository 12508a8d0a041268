using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Journal;

/// <summary>Every look and every refusal leaves exactly one entry, there before the answer; only the auditor reads them.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class JournalTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task Each_consultation_download_and_denial_has_exactly_one_entry()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var request = await workspace.Scenario.IncomingRequestWithEvidence(States.Released, file);
        await EntryAsync(Investigator, file.Path, file.Id, "investigation.view", "lead");
        await EntryAsync(Supervisor, file.Path + "/timeline", file.Id, "investigation.view-timeline", "unit-supervisor");
        await EntryAsync(Prosecutor, file.Path + "/evidence", file.Id, "evidence.list-of-file", "supervising-prosecutor");
        await EntryAsync(Prosecutor, file.Path + "/information-requests", file.Id, "request.list-of-file", "supervising-prosecutor");
        await EntryAsync(Investigator, file.ItemPath, file.Item, "evidence.view", "lead");
        await EntryAsync(LiaisonFrance, file.ItemPath + "/content", file.Item, "evidence.download", "addressed-liaison-officer");
        await EntryAsync(LiaisonFrance, request.Path, request.Id, "request.view", "addressed-liaison-officer");
        await EntryAsync(LiaisonFrance, $"{request.Path}/documents/{request.Document}/content", request.Id, "request.download-document", "addressed-liaison-officer");

        await EntryAsync(OtherInvestigator, file.Path, file.Id, "investigation.view", null);
        await EntryAsync(Auditor, file.Path, file.Id, "investigation.view", null);
        await EntryAsync(IdentityAdmin, file.ItemPath + "/content", file.Item, "evidence.download", null);
        await EntryAsync(LiaisonSpain, request.Path, request.Id, "request.view", null);
        await EntryAsync(OtherInvestigator, file.Path, Guid.CreateVersion7(), "investigation.view", null);

        await EntryAsync(OtherInvestigator, HttpMethod.Post, file.Path + "/notes", Bodies.Note("x"), file.Id, "investigation.add-note", null);
        await EntryAsync(Investigator, HttpMethod.Post, request.Path + "/release", null, request.Id, "request.release", null);
        await EntryAsync(OtherInvestigator, HttpMethod.Put, file.ItemPath + "/content", null, file.Item, "evidence.upload", null);
        await EntryAsync(LiaisonSpain, HttpMethod.Post, request.Path + "/documents", null, request.Id, "request.add-document", null);
        await EntryAsync(OtherInvestigator, HttpMethod.Post, file.ItemPath + "/verification", null, file.Item, "evidence.verify", null);
        await EntryAsync(Investigator, HttpMethod.Post, file.ItemPath + "/verification", null, file.Item, "evidence.verify", "lead");

        await EntryAsync(Auditor, HttpMethod.Post, "/api/investigations", Bodies.Investigation("x"), null, "investigation.open", null);
        await EntryAsync(Auditor, HttpMethod.Get, "/api/investigations", null, null, "investigation.list", null);
        await EntryAsync(Investigator, HttpMethod.Get, "/api/journal", null, null, "journal.read", null);
    }

    [Fact]
    public async Task The_auditor_reads_the_journal_and_no_case_content()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.GetAsync(Investigator, file.Path)).Expect(200);
        (await Api.GetAsync(OtherInvestigator, file.Path)).Expect(404);
        var entries = (await Api.GetAsync(Auditor, $"/api/journal?thing={file.Id}&size=200")).Expect(200);
        var rows = entries.Json["items"]!.AsArray();
        rows.ShouldContain(row => (Guid)row!["actor"]! == Investigator.Id && (string)row["operation"]! == "investigation.view" && (bool)row["granted"]!);
        rows.ShouldContain(row => (string)row!["actorName"]! == OtherInvestigator.Name && !(bool)row["granted"]!);
        rows.ShouldAllBe(row => (Guid?)row!["thing"] == file.Id || (Guid?)row["file"] == file.Id);
        entries.Text.ShouldNotContain(file.Word);
        // Numbers are the auditor's means of finding things; they say nothing of what is in them.
        rows.ShouldContain(row => (string?)row!["fileNumber"] == file.Number);

        var denied = (await Api.GetAsync(Auditor, $"/api/journal?person={OtherInvestigator.Id}&denied=true&size=200")).Expect(200).Json["items"]!.AsArray();
        denied.ShouldNotBeEmpty();
        denied.ShouldAllBe(row => (Guid)row!["actor"]! == OtherInvestigator.Id && !(bool)row["granted"]!);

        foreach (var path in new[] { file.Path, file.Path + "/timeline", file.Path + "/evidence", file.ItemPath, file.ItemPath + "/content" })
            (await Api.GetAsync(Auditor, path)).Expect(404);
        foreach (var path in new[] { "/api/investigations", "/api/evidence", "/api/information-requests", "/api/colleagues" })
            (await Api.GetAsync(Auditor, path)).Expect(403, "not-for-role");
    }

    [Fact]
    public async Task Nobody_else_reads_the_journal()
    {
        foreach (var account in Accounts.All.Where(account => account != Auditor))
            (await Api.GetAsync(account, "/api/journal")).Expect(403, "not-for-role");
    }

    [Fact]
    public async Task Events_say_who_did_it_in_which_role_and_session_and_why_it_came_about()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var session = (string)(await Api.Tokens.ClaimsAsync(Investigator))["sid"]!;
        (await workspace.ScalarAsync<long>(
            """
            select count(*) from workspace.mt_events
            where stream_id = @p1 and type = 'note-added' and user_name = @p2 and headers ->> 'role' = 'investigator' and headers ->> 'session' = @p3
                  and causation_id = 'investigation.add-note' and length(correlation_id) > 0
            """, file.Id, Investigator.Id.ToString(), session)).ShouldBe(1);
    }

    private Task EntryAsync(Account account, string path, Guid thing, string operation, string? relation)
    {
        var id = path.Split('/')[3];
        return EntryAsync(account, HttpMethod.Get, path.Replace(id, thing.ToString(), StringComparison.Ordinal), null, thing, operation, relation);
    }

    private async Task EntryAsync(Account account, HttpMethod method, string path, JsonObject? body, Guid? thing, string operation, string? relation)
    {
        var session = (string)(await Api.Tokens.ClaimsAsync(account))["sid"]!;
        var before = await CountAsync("true");
        var same =
            $"""
            actor = '{account.Id}' and operation = '{operation}' and session = '{session}' and role = '{account.Role.Code()}'
            and thing is not distinct from {(thing is { } id ? $"'{id}'" : "null::uuid")} and granted = {relation is not null}
            and relation is not distinct from {(relation is null ? "null" : $"'{relation}'")} and purpose <> '' and address is not null and correlation <> ''
            """;
        var sameBefore = await CountAsync(same);
        var reply = await Api.SendAsync(new Call(method, path) { As = account, Body = body, Seen = 1 });
        reply.Status.ShouldBe(relation is not null ? 200 : thing is null ? 403 : 404, $"{account} {method} {path}: {reply.Text}");
        // A verification looks at the content and then changes the item: both are entries.
        var entries = relation is not null && operation == "evidence.verify" ? 2 : 1;
        (await CountAsync(same)).ShouldBe(sameBefore + entries, $"{account} {method} {path}");
        (await CountAsync("true")).ShouldBe(before + entries, $"{account} {method} {path}");
    }

    private Task<long> CountAsync(string condition) => workspace.ScalarAsync<long>($"select count(*) from journal.entry where {condition}");
}
