using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Journal;

/// <summary>Every read and every refusal leaves exactly one entry, there before the answer; only the auditor reads them.</summary>
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

        // Open to the reader, but not as what is asked for: not there, and so not granted.
        await EntryAsync(Investigator, file.Path, file.Item, "investigation.view", null);
        await EntryAsync(Investigator, file.Path + "/evidence", request.Id, "evidence.list-of-file", null);
        await EntryAsync(Investigator, file.ItemPath, file.Id, "evidence.view", null);
        await EntryAsync(Investigator, HttpMethod.Post, $"/api/investigations/{file.Item}/notes", Bodies.Note("x"), file.Item, "investigation.add-note", null);

        await EntryAsync(OtherInvestigator, HttpMethod.Post, file.Path + "/notes", Bodies.Note("x"), file.Id, "investigation.add-note", null);
        await EntryAsync(Investigator, HttpMethod.Post, request.Path + "/release", null, request.Id, "request.release", null);
        await EntryAsync(OtherInvestigator, HttpMethod.Put, file.ItemPath + "/content", null, file.Item, "evidence.upload", null, content: [1]);
        await EntryAsync(LiaisonSpain, HttpMethod.Post, request.Path + "/documents", null, request.Id, "request.add-document", null, content: [1]);
        await EntryAsync(OtherInvestigator, HttpMethod.Post, file.ItemPath + "/verification", null, file.Item, "evidence.verify", null);
        // Twice: the content is read, and what was found is written down.
        await EntryAsync(Investigator, HttpMethod.Post, file.ItemPath + "/verification", null, file.Item, "evidence.verify", "lead", entries: 2);

        await EntryAsync(Auditor, HttpMethod.Post, "/api/investigations", Bodies.Investigation("x"), null, "investigation.open", null);
        await EntryAsync(Auditor, HttpMethod.Get, "/api/investigations", null, null, "investigation.list", null);
        await EntryAsync(Investigator, HttpMethod.Get, "/api/journal", null, null, "journal.read", null);
        await EntryAsync(Investigator, HttpMethod.Post, "/api/break-glass", Bodies.Glass(file.Number), null, "access.break-glass", null);
    }

    [Fact]
    public async Task A_page_of_a_list_or_of_a_search_has_one_entry_and_what_shows_nothing_of_a_file_none()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var listed = new (Account Reader, string Path, string Operation)[]
        {
            (Investigator, "/api/investigations?size=5", "investigation.list"),
            (Investigator, $"/api/investigations?search={file.Word}", "investigation.list"),
            (Prosecutor, $"/api/evidence?search={file.Word}", "evidence.list"),
            (LiaisonFrance, "/api/information-requests", "request.list"),
            (Supervisor, "/api/access-requests", "access.list-asks"),
            (Supervisor, "/api/break-glass/in-own-files", "access.list-break-glass-of-file"),
            (Auditor, "/api/journal?size=1", "journal.read"),
            (Auditor, "/api/journal/denials", "journal.read-denials"),
            (Auditor, "/api/break-glass?toReview=true", "access.list-break-glass"),
        };
        foreach (var (reader, path, operation) in listed)
            await LeavesAsync(reader, path, 1, $"operation = '{operation}' and granted and thing is null and file is null and relation is null and purpose <> ''");
        await LeavesAsync(Auditor, $"/api/access?number={file.Number}", 1, $"operation = 'access.oversee-standing' and granted and thing = '{file.Id}' and file = '{file.Id}'");

        foreach (var path in new[] { "/api/colleagues", "/api/access-requests/own", "/api/break-glass/own", "/api/stand-ins" })
            await LeavesAsync(Investigator, path, 0, "true");
    }

    [Fact]
    public async Task What_was_searched_for_and_narrowed_by_stands_in_the_entry_and_is_read_by_the_auditor_alone()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var words = $"ნინო O'Brien {file.Word} \u202Eneila";
        (await Api.GetAsync(Investigator, $"/api/investigations?size=7&search={Uri.EscapeDataString(words)}")).Expect(200);
        (await Api.GetAsync(Supervisor, $"/api/information-requests?view=all&direction=incoming&search={file.Word}")).Expect(200);
        (await Api.GetAsync(Investigator, $"{file.Path}/access?at=2026-01-02T03:04:05%2B04:00")).Status.ShouldBeOneOf(200, 404);
        (await Api.GetAsync(Auditor, $"/api/investigations?search={file.Word}2")).Expect(403);
        (await Api.GetAsync(Investigator, "/api/investigations?size=7")).Expect(200);
        (await Api.GetAsync(await Api.Tokens.WithSecondFactorAsync(Role.Auditor), $"/api/journal/export?number={file.Number}&denied=true&from=2026-01-01T00:00:00Z")).Expect(200);

        (await AskedOfAsync($"actor = '{Investigator.Id}' and operation = 'investigation.list' and asked::jsonb ->> 'words' like '%{file.Word}%'"))
            .ShouldBe([$$"""{"words":"ნინო O'Brien {{file.Word}} \u202Eneila"}"""]);
        (await AskedOfAsync($"actor = '{Supervisor.Id}' and operation = 'request.list' and asked::jsonb ->> 'words' = '{file.Word}'"))
            .ShouldBe([$$"""{"words":"{{file.Word}}","direction":"incoming"}"""]);
        (await AskedOfAsync($"operation = 'access.view-standing' and thing = '{file.Id}'")).ShouldBe(["""{"at":"2026-01-01T23:04:05Z"}"""]);
        (await AskedOfAsync($"not granted and operation = 'investigation.list' and asked::jsonb ->> 'words' = '{file.Word}2'")).Length.ShouldBe(1);
        (await AskedOfAsync($"operation = 'journal.export' and thing = '{file.Id}'"))
            .ShouldBe([$$"""{"number":"{{file.Number}}","from":"2026-01-01T00:00:00Z","denied":"true"}"""]);

        var row = (await Api.GetAsync(Auditor, $"/api/journal?person={Investigator.Id}&operation=investigation.list&size=200")).Expect(200).Json["items"]!.AsArray()
            .Single(one => ((string?)one!["asked"]!["words"])?.Contains(file.Word, StringComparison.Ordinal) == true);
        ((string)row!["asked"]!["words"]!).ShouldBe(words);
        (await workspace.LogsAsync()).ShouldNotContain(file.Word);
        // Neither the person who works on the file nor its history says what others asked.
        foreach (var path in new[] { $"{file.Path}/consultations", $"{file.Path}/timeline" })
            (await Api.GetAsync(Investigator, path)).Expect(200).Text.ShouldNotContain("2026-01-01T23:04:05Z");

        Task<string[]> AskedOfAsync(string condition) =>
            workspace.ScalarAsync<string[]>($"select coalesce(array_agg(asked::text), array[]::text[]) from journal.entry where asked is not null and {condition}");
    }

    [Fact]
    public async Task Whom_a_condition_of_the_table_keeps_out_is_a_denial()
    {
        (await DenialsAsync(Supervisor, "access.name-stand-in", "/api/stand-ins", Bodies.StandInFor(OtherInvestigator, Investigator), "not-of-your-unit")).ShouldBe(1);
        (await DenialsAsync(Investigator, "access.name-stand-in", "/api/stand-ins", Bodies.StandIn(OtherInvestigator), "stand-in-of-another-unit")).ShouldBe(1);
        var prober = await Api.Tokens.WithSecondFactorAsync(Role.Investigator);
        (await DenialsAsync(prober, "access.break-glass", "/api/break-glass", Bodies.Glass("344-2026-999999"), "no-such-file")).ShouldBe(1);
        // What is merely wrong is no denial.
        (await DenialsAsync(Supervisor, "access.name-stand-in", "/api/stand-ins", Bodies.StandIn(Supervisor), "not-of-the-role")).ShouldBe(0);

        async Task<long> DenialsAsync(Account account, string operation, string path, JsonObject body, string code)
        {
            var like = $"actor = '{account.Id}' and operation = '{operation}' and not granted";
            var before = await CountAsync(like);
            (await Api.PostAsync(account, path, body)).Expect(422, code);
            return await CountAsync(like) - before;
        }
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
        rows.ShouldContain(row => (Guid)row!["actor"]! == OtherInvestigator.Id && ((string)row["actorName"]!).Length > 0 && !(bool)row["granted"]!);
        rows.ShouldAllBe(row => (Guid?)row!["thing"] == file.Id || (Guid?)row["file"] == file.Id);
        entries.Text.ShouldNotContain(file.Word);

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

    [Fact]
    public async Task Why_one_looks_is_stated_once_for_a_session_and_a_file()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var other = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await LookAsync(OtherSupervisor, file.Path, "")).Expect(403, "purpose-needed");
        (await LookAsync(OtherSupervisor, file.Path + "/timeline", "")).Expect(403, "purpose-needed");
        // To whom the file is not open it is missing, with or without.
        (await LookAsync(OtherInvestigator, file.Path, "")).Expect(404, "not-found");
        foreach (var (purpose, words) in new[] { ("curiosity", null), ("break-glass", null), ("other", null), ("other", new string('x', 501)), ("other", "%00") })
            (await LookAsync(OtherSupervisor, file.Path, purpose, words)).Expect(400, "bad-purpose");
        (await LookAsync(OtherSupervisor, file.Path, "")).Expect(403, "purpose-needed");

        (await LookAsync(OtherSupervisor, file.Path, "other", "Complaint%20of%20the%20owner")).Expect(200);
        (await LookAsync(OtherSupervisor, file.Path + "/evidence", "")).Expect(200);
        (await LookAsync(OtherSupervisor, other.Path, "")).Expect(403, "purpose-needed");
        (await workspace.ScalarAsync<long>(
            "select count(*) from journal.entry where actor = @p1 and file = @p2 and granted and purpose = 'other' and words = 'Complaint of the owner'",
            OtherSupervisor.Id, file.Id)).ShouldBe(2);
    }

    [Fact]
    public async Task A_change_is_recorded_with_relation_processing_and_purpose_and_what_leaves_with_its_recipients()
    {
        var request = await workspace.Scenario.OutgoingRequest(States.Transmitted);
        (await workspace.ScalarAsync<string>("select relation || ' ' || processing from journal.entry where thing = @p1 and operation = 'request.draft'", request.Id))
            .ShouldBe("lead collection");
        (await workspace.ScalarAsync<string>("select relation || ' ' || processing from journal.entry where thing = @p1 and operation = 'request.authorise'", request.Id))
            .ShouldBe("unit-supervisor alteration");
        (await workspace.ScalarAsync<string>("select relation || ' ' || processing from journal.entry where thing = @p1 and operation = 'request.transmit'", request.Id))
            .ShouldBe("addressed-liaison-officer disclosure");
        (await workspace.ScalarAsync<string[]>("select recipients from journal.entry where thing = @p1 and operation = 'request.transmit'", request.Id)).ShouldNotBeEmpty();
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry where file = @p1 and purpose = ''", request.File!.Id)).ShouldBe(0);
    }

    [Fact]
    public async Task Everything_seen_through_a_broken_glass_is_listed_for_the_auditor()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(OtherInvestigator, prosecutor: false);
        (await Api.PostAsync(Investigator, "/api/break-glass", Bodies.Glass(file.Number))).Expect(403, "second-factor-needed");
        var opener = await Api.Tokens.WithSecondFactorAsync(Role.Investigator);
        (await Api.GetAsync(opener, file.Path)).Expect(404);
        var glass = (await Api.PostAsync(opener, "/api/break-glass", Bodies.Glass(file.Number))).Expect(201).Id;
        (await LookAsync(opener, file.Path, "")).Expect(200);
        (await LookAsync(opener, file.ItemPath + "/content", "")).Expect(200);
        (await Api.PostAsync(opener, file.Path + "/notes", Bodies.Note("x"))).Expect(404);
        (await Api.PostAsync(opener, $"/api/break-glass/{glass}/closure")).Expect(200);
        (await Api.GetAsync(opener, file.Path)).Expect(404);

        var seen = (await Api.GetAsync(Auditor, $"/api/break-glass/seen?glass={glass}")).Expect(200);
        seen.Json["items"]!.AsArray().Select(row => (string)row!["operation"]!).ShouldBe(["investigation.view", "evidence.download"]);
        seen.Text.ShouldNotContain(file.Word);
        (await Api.PostAsync(Auditor, $"/api/break-glass/{glass}/review", Bodies.EmergencyAccessReview("not-justified"))).Expect(422, "measures-needed");
        (await Api.PostAsync(Auditor, $"/api/break-glass/{glass}/review", Bodies.EmergencyAccessReview())).Expect(200);
        (await Api.PostAsync(Auditor, $"/api/break-glass/{glass}/review", Bodies.EmergencyAccessReview())).Expect(422, "reviewed-already");
    }

    private Task<Reply> LookAsync(Account account, string path, string purpose, string? words = null) => Api.SendAsync(new Call(HttpMethod.Get, path)
    {
        As = account, Headers = words is null ? [("Purpose", purpose)] : [("Purpose", purpose), ("Purpose-Words", words)],
    });

    private Task EntryAsync(Account account, string path, Guid thing, string operation, string? relation)
    {
        var id = path.Split('/')[3];
        return EntryAsync(account, HttpMethod.Get, path.Replace(id, thing.ToString(), StringComparison.Ordinal), null, thing, operation, relation);
    }

    private async Task EntryAsync(Account account, HttpMethod method, string path, JsonObject? body, Guid? thing, string operation, string? relation, int entries = 1, byte[]? content = null)
    {
        var token = await Api.Tokens.AccessAsync(account);
        var session = (string)(await Api.Tokens.ClaimsAsync(token))["sid"]!;
        var before = await CountAsync("true");
        var same =
            $"""
            actor = '{account.Id}' and operation = '{operation}' and session = '{session}' and role = '{account.Role.Code()}'
            and thing is not distinct from {(thing is { } id ? $"'{id}'" : "null::uuid")} and granted = {relation is not null}
            and relation is not distinct from {(relation is null ? "null" : $"'{relation}'")} and purpose <> '' and address is not null and correlation <> ''
            """;
        var sameBefore = await CountAsync(same);
        var reply = await Api.SendAsync(new Call(method, path) { As = account, Token = token, Body = body, Content = content, Seen = 1 });
        reply.Status.ShouldBe(relation is not null ? 200 : thing is null ? 403 : 404, $"{account} {method} {path}: {reply.Text}");
        (await CountAsync(same)).ShouldBe(sameBefore + entries, $"{account} {method} {path}");
        (await CountAsync("true")).ShouldBe(before + entries, $"{account} {method} {path}");
    }

    /// <summary>The looks at files that a list or a search made beside its own entry are told apart.</summary>
    private const string NoLookByList = "not (granted and relation is null and thing is not null and operation in ('investigation.list', 'evidence.list', 'request.list', 'access.list-asks', 'access.list-break-glass-of-file'))";

    [Fact]
    public async Task A_list_that_shows_text_of_a_file_is_a_look_at_it_with_a_purpose_and_without_one_shows_none()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var own = $"/api/evidence?search={file.Word}";
        async Task<string?[]> DescribedAsync(string purpose) =>
            [.. (await Api.GetAsync(Supervisor, own, ("Purpose", purpose))).Expect(200).Json["items"]!.AsArray().Select(row => (string?)row!["description"])];
        Task<long> LooksAsync(string operation) => workspace.ScalarAsync<long>(
            "select count(*) from journal.entry where actor = @p1 and file = @p2 and thing = @p2 and operation = @p3 and granted", Supervisor.Id, file.Id, operation);

        // The supervisor has not opened the file in this session: found, told to the file's people, and not shown.
        (await DescribedAsync("")).ShouldBe([null, null]);
        (await LooksAsync("evidence.list")).ShouldBe(1);
        (await Api.GetAsync(Supervisor, "/api/evidence?size=200", ("Purpose", ""))).Text.ShouldNotContain(file.Word);
        (await LooksAsync("evidence.list")).ShouldBe(1);

        (await DescribedAsync("supervision")).ShouldAllBe(text => text!.Contains(file.Word));
        (await LooksAsync("evidence.list")).ShouldBe(2);
        (await DescribedAsync("")).ShouldAllBe(text => text!.Contains(file.Word), "stated once, the purpose counts for the session");
        (await LooksAsync("evidence.list")).ShouldBe(3);

        (await Api.GetAsync(Supervisor, $"/api/investigations?search={file.Word}", ("Purpose", ""))).Expect(200);
        (await LooksAsync("investigation.list")).ShouldBe(1);
        var seen = (await Api.GetAsync(Investigator, file.Path + "/consultations?size=200")).Expect(200).Json["items"]!.AsArray()
            .Where(row => (Guid)row!["person"]! == Supervisor.Id).Select(row => $"{row!["operation"]} {row["purpose"]}").ToList();
        seen.Count(one => one == "evidence.list supervision").ShouldBe(3);
        seen.ShouldContain("investigation.list supervision");
    }

    [Fact]
    public async Task The_subject_of_a_request_shows_in_lists_once_the_purpose_is_stated()
    {
        var request = await workspace.Scenario.IncomingRequestWithEvidence("answer-prepared");
        foreach (var list in new[] { $"/api/information-requests?view=all&search={request.Word}", "/api/information-requests?size=200" })
        {
            var rows = (await Api.GetAsync(Supervisor, list, ("Purpose", ""))).Expect(200);
            rows.Json["items"]!.AsArray().Where(row => (Guid)row!["id"]! == request.Id).ShouldAllBe(row => row!["subject"] == null, list);
        }

        (await Api.GetAsync(LiaisonFrance, $"/api/information-requests?view=all&search={request.Word}", ("Purpose", ""))).Expect(200)
            .Json["items"]!.AsArray().ShouldHaveSingleItem()!["subject"].ShouldNotBeNull("who carries it works on it");
        (await Api.GetAsync(Supervisor, $"/api/information-requests?view=all&search={request.Word}", ("Purpose", "supervision"))).Expect(200)
            .Json["items"]!.AsArray().ShouldHaveSingleItem()!["subject"].ShouldNotBeNull();
    }

    private async Task LeavesAsync(Account reader, string path, int entries, string like)
    {
        var (before, same) = (await CountAsync(NoLookByList), await CountAsync($"actor = '{reader.Id}' and {like}"));
        // Without a purpose a list shows no text of any file, and so leaves no look at one.
        (await Api.GetAsync(reader, path, ("Purpose", ""))).Expect(200);
        (await CountAsync(NoLookByList)).ShouldBe(before + entries, path);
        (await CountAsync($"actor = '{reader.Id}' and {like}")).ShouldBe(same + entries, path);
    }

    private Task<long> CountAsync(string condition) => workspace.ScalarAsync<long>($"select count(*) from journal.entry where {condition}");
}
