using System.Text.Json.Nodes;
using CaseWorkspace.Features.Chronology;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Storage;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Chronology;

[Collection(SharedWorkspace.Name)]
public sealed class ChronologyTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task An_entry_is_recorded_corrected_withdrawn_and_restored_and_its_history_says_so()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var person = await workspace.Scenario.RecordedPerson(file.Lead, file);
        var named = Named(file, person).With("basis", null);
        var path = $"/api/occurrences/{(await RecordAsync(file, named)).Id}";

        await ChangeAsync(Prosecutor, path, "/correction", new JsonObject { ["content"] = named.DeepClone().AsObject().With("text", "It was a grey van"), ["reason"] = "Seen on the film" });
        (await Api.PostAsync(file.Lead, path + "/correction", Bodies.CorrectedOccurrence("late"), 1)).Expect(409);
        await ChangeAsync(file.Lead, path, "/withdrawal", Bodies.Reason());
        (await Api.GetAsync(file.Lead, path)).Expect(200).Json["allowed"]!.AsArray().Select(verb => (string)verb!).ShouldBe(["restore"]);
        (await OfFileAsync(file)).ShouldBeEmpty();
        (await OfFileAsync(file, "?withdrawn=true")).ShouldHaveSingleItem();
        await ChangeAsync(file.Lead, path, "/restoration", Bodies.Reason());

        var entry = (await Api.GetAsync(Prosecutor, path)).Expect(200).Json;
        ((string)entry["number"]!, (string)entry["state"]!, (string)entry["content"]!["text"]!).ShouldBe(("CH-001", "recorded", "It was a grey van"));
        ((string)entry["earlier"]![0]!["content"]!["text"]!, (string)entry["earlier"]![0]!["reason"]!).ShouldBe(($"Crossing {file.Word}", "Seen on the film"));
        var row = (await OfFileAsync(file)).ShouldHaveSingleItem();
        ((string)row["named"]![person.ToString()]!["number"]!, (string)row["named"]![file.Item.ToString()]!["kind"]!).ShouldBe(("P-001", "evidence"));
        (await Api.GetAsync(file.Lead, file.Path + "/timeline")).Expect(200).Json["items"]!.AsArray().Select(one => (string)one!["kind"]!).Take(4)
            .ShouldBe(["occurrence-restored", "occurrence-withdrawn", "occurrence-corrected", "occurrence-recorded"]);
    }

    [Fact]
    public async Task Sent_twice_with_one_key_it_is_one_entry()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var call = new Call(HttpMethod.Post, file.Path + "/occurrences") { As = file.Lead, Body = Bodies.Occurrence(file.Word), Key = Guid.CreateVersion7().ToString() };
        var first = (await Api.SendAsync(call)).Expect(201).Id;
        (await Api.SendAsync(call)).Id.ShouldBe(first);
        (await OfFileAsync(file)).Select(row => (Guid)row["id"]!).ShouldBe([first]);
    }

    /// <summary>In any order of recording, over pages of any size.</summary>
    [Fact]
    public async Task They_come_in_the_order_in_which_they_happened_and_can_be_asked_by_person_and_words()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        Guid driver = await workspace.Scenario.RecordedPerson(file.Lead, file), other = await workspace.Scenario.RecordedPerson(file.Lead, file);
        var minute = await TimedAsync("2026-10-20T14:05", text: "The van stopped at the dovecote", people: driver);
        // Later by its own clock, earlier by the world's.
        var paris = await TimedAsync("2026-10-20T11:50", zone: "Europe/Paris");
        var day = await TimedAsync("2026-10-20", people: other);
        var month = await TimedAsync("2026-10");
        var between = await TimedAsync("2025-12-31", until: "2026-01-02", people: driver);
        Guid[] expected = [between, month, day, paris, minute];
        foreach (var size in new[] { 1, 2, 50 })
        {
            (await PagesAsync(file.Lead, $"{file.Path}/occurrences?size={size}")).ShouldBe(expected, $"{size} at a time");
        }

        (await OfFileAsync(file, $"?person={driver}")).Select(Id).ShouldBe([between, minute]);
        (await OfFileAsync(file, "?search=dovecote")).Select(Id).ShouldBe([minute]);
        (await OfFileAsync(file, "?search=sarpi")).Select(Id).ShouldBe(expected);
        (await OfFileAsync(file, $"?search=dovecote&person={other}")).ShouldBeEmpty();
        (await Api.GetAsync(file.Lead, "/api/occurrences?search=dovecote")).Expect(200).Json["items"]!.AsArray().Select(row => Id(row!)).ShouldContain(minute);
        (await Api.GetAsync(OtherInvestigator, "/api/occurrences?search=dovecote")).Expect(200).Text.ShouldNotContain(minute.ToString());
        var found = (await Api.GetAsync(file.Lead, $"{file.Path}/occurrences/named?people=true")).Expect(200).Json["items"]!.AsArray();
        found.Select(one => Id(one!)).ShouldBe([other, driver]);
        (await Api.GetAsync(file.Lead, $"{file.Path}/occurrences?cursor=then~{driver}")).Expect(400);
        (await Api.GetAsync(file.Lead, $"{file.Path}/occurrences?person=nobody")).Expect(400);
        (await Api.GetAsync(file.Lead, $"{file.Path}/occurrences?person={Guid.CreateVersion7()}")).Expect(404);

        async Task<Guid> TimedAsync(string from, string? until = null, string? zone = null, string? text = null, Guid? people = null) => (await RecordAsync(file, Bodies.OccurrenceContent(text ?? file.Word)
            .With("time", Bodies.ReportedTime(from, until, zone)).With("people", people is { } one ? new JsonArray(one) : []))).Id;
    }

    /// <summary>What lies in a sealed sub-file is named by no open entry, and no list tells of what is sealed, nor of what was sealed off since.</summary>
    [Fact]
    public async Task Nothing_sealed_is_named_by_an_open_entry_and_nothing_of_another_file()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var part = await workspace.Scenario.SealedSubFile(file, file.Lead, OtherSupervisor);
        var inside = await workspace.Scenario.RecordedPerson(file.Lead, file, part.Word, part.Id);
        var elsewhere = await workspace.Scenario.InvestigationWithSealedEvidence(OtherInvestigator, prosecutor: false);
        foreach (var (field, id) in new[] { ("people", inside), ("restsOn", part.Item), ("restsOn", elsewhere.Item), ("people", Guid.CreateVersion7()), ("people", Guid.Empty), ("restsOn", OtherInvestigator.Id) })
        {
            (await Api.PostAsync(file.Lead, file.Path + "/occurrences", Bodies.Occurrence(file.Word).With("content", Bodies.OccurrenceContent(file.Word).With(field, new JsonArray(id))))).Expect(404);
        }

        (await Api.PostAsync(file.Lead, file.Path + "/occurrences", Bodies.Occurrence(file.Word).With("subFile", elsewhere.Id))).Expect(404);
        var content = Bodies.OccurrenceContent(part.Word).With("people", new JsonArray(inside)).With("restsOn", new JsonArray(part.Item));
        var sealedEntry = (await Api.PostAsync(file.Lead, file.Path + "/occurrences", Bodies.Occurrence(part.Word).With("content", content).With("subFile", part.Id))).Expect(201).Id;
        var row = (await OfFileAsync(file)).Single(one => Id(one) == sealedEntry);
        ((string)row["number"]!, (string)row["level"]!, (string)row["named"]![inside.ToString()]!["number"]!).ShouldBe(($"{part.Number}/CH-001", "sealed", $"{part.Number}/P-001"));
        foreach (var list in new[] { file.Path + "/occurrences", $"/api/occurrences?search={part.Word}", file.Path + "/occurrences/named?people=true", $"{file.Path}/occurrences/named" })
        {
            var text = (await Api.GetAsync(Supervisor, list)).Expect(200).Text;
            text.ShouldNotContain(sealedEntry.ToString());
            text.ShouldNotContain(inside.ToString());
            text.ShouldNotContain(part.Item.ToString());
        }

        (await Api.GetAsync(Supervisor, $"{file.Path}/occurrences?person={inside}")).Expect(404);
        (await Api.GetAsync(Supervisor, $"/api/occurrences/{sealedEntry}")).Expect(404);
        (await Api.GetAsync(Prosecutor, $"/api/occurrences/{sealedEntry}")).Expect(404);
    }

    /// <summary>By the alias, in the list and wherever somebody is chosen.</summary>
    [Fact]
    public async Task A_protected_person_is_called_by_the_alias()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var part = await workspace.Scenario.SealedSubFile(file, file.Lead, OtherSupervisor);
        var person = await workspace.Scenario.RecordedPerson(file.Lead, file);
        await RecordAsync(file, Named(file, person));
        ((string)(await OfFileAsync(file)).Single()["named"]![person.ToString()]!["name"]!).ShouldContain(file.Word);
        (await Api.PostAsync(file.Lead, $"/api/people/{person}/protection", Bodies.Protection(part.Id), await Api.VersionAsync(file.Lead, $"/api/people/{person}"))).Expect(200);
        foreach (var list in new[] { file.Path + "/occurrences", file.Path + "/occurrences/named?people=true" })
        {
            (await Api.GetAsync(Supervisor, list)).Expect(200).Text.ShouldNotContain($"Person {file.Word}");
        }

        ((string)(await OfFileAsync(file)).Single()["named"]![person.ToString()]!["name"]!).ShouldBe((string)Bodies.Protection(part.Id)["alias"]!);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_at_its_field()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var person = await workspace.Scenario.RecordedPerson(file.Lead, file);
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await RefusedAsync("time", Bodies.ReportedTime("soon"), "content.time.from");
        await RefusedAsync("time", Bodies.ReportedTime("1899-12"), "content.time.from");
        await RefusedAsync("time", Bodies.ReportedTime("2026-10-20T14:05:00Z"), "content.time.from");
        await RefusedAsync("time", Bodies.ReportedTime("2026-10-20", "2026-10-32"), "content.time.until");
        await RefusedAsync("time", Bodies.ReportedTime("2026-10-20", null, "../etc/passwd"), "content.time.zone");
        await RefusedAsync("time", Bodies.ReportedTime(tomorrow), "content.time.from");
        await RefusedAsync("time", Bodies.ReportedTime("2026-10-20", tomorrow), "content.time.until");
        await RefusedAsync("time", Bodies.ReportedTime("2026-10-20", "2026-10-19"), "content.time.until");
        await RefusedAsync("time", Bodies.ReportedTime("2026-03-29T02:30", null, "Europe/Paris"), "content.time.from");
        await RefusedAsync("text", " ", "content.text");
        await RefusedAsync("text", new string('ა', 4001), "content.text");
        await RefusedAsync("place", new string('ა', 301), "content.place");
        await RefusedAsync("basis", null, "content.basis");
        await RefusedAsync("country", "XXA", "content.country");
        await RefusedAsync("sourceGrade", "Z", "content.sourceGrade");
        await RefusedAsync("people", new JsonArray(person, person), "content.people");
        await RefusedAsync("people", new JsonArray(file.Item), "content.people");
        await RefusedAsync("restsOn", new JsonArray(person), "content.restsOn");
        (await Api.PostAsync(file.Lead, file.Path + "/occurrences", Bodies.Occurrence("x").With("content", Bodies.OccurrenceContent("x").With("people", null)))).Expect(400);
        (await Api.PostAsync(file.Lead, file.Path + "/occurrences", Bodies.Occurrence("x").With("content", Bodies.OccurrenceContent("x").With("unknown", 1)))).Expect(400);
        (await OfFileAsync(file)).ShouldBeEmpty();

        // At the limit it is taken, letter for letter.
        var text = string.Concat(Enumerable.Repeat("ა\u0301<b>'", 800)) [..4000];
        var kept = (await RecordAsync(file, Bodies.OccurrenceContent("x").With("text", text.TrimEnd()))).Id;
        ((string)(await Api.GetAsync(file.Lead, $"/api/occurrences/{kept}")).Expect(200).Json["content"]!["text"]!).ShouldBe(text.TrimEnd());

        async Task RefusedAsync(string field, JsonNode? value, string at) =>
            (await Api.PostAsync(file.Lead, file.Path + "/occurrences", Bodies.Occurrence("x").With("content", Bodies.OccurrenceContent("x").With(field, value)))).Expect(422).Fields.ShouldBe([at], $"{field} {value}");
    }

    /// <summary>Among many of other files, the index gives a page in its order: the chronology need not be sorted, and no table is read through.</summary>
    [Fact]
    public async Task A_page_of_the_chronology_is_read_from_its_index()
    {
        await using var source = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(CaseWorkspace.AppHost.Database.DatabaseRole.Owner));
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var work = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var file = Guid.CreateVersion7();
        await using (var fill = new NpgsqlCommand(
            """
            insert into workspace.mt_doc_occurrence (id, data, mt_version)
            select gen_random_uuid(), jsonb_build_object('file', case when one % 20 = 0 then @file else md5((one % 20)::text)::uuid end, 'state', 'recorded',
                'earliest', to_char(timestamp '2026-01-01' + one * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')), 1
            from generate_series(1, 40000) one
            """, connection, work))
        {
            fill.Parameters.AddWithValue("file", file);
            await fill.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        // As beside many entries: of the few things that this database holds else, any order would be quick.
        await using (var analyse = new NpgsqlCommand("analyze workspace.mt_doc_occurrence; set local enable_sort = off", connection, work))
            await analyse.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        // The statement itself, behind what the pipeline lets through.
        var query = new OccurrencesOfFile(file, $"2026-01-02T00:00:00Z~{Guid.Empty}", 50);
        await using var explain = new NpgsqlCommand(
            "explain with granted as materialized (select @file as id, @file as file, @file as holder), parts as materialized (select @file as holder)" + query.Sql, connection, work);
        query.Bind(explain.Parameters);
        explain.Parameters.AddWithValue("file", file);
        explain.Parameters.AddWithValue("_actor", file);
        explain.Parameters.AddWithValue("_unit", "unit-1");
        explain.Parameters.AddWithValue("_subjects", Array.Empty<string>());
        explain.Parameters.AddWithValue("_relations", Array.Empty<string>());
        explain.Parameters.AddNullable("_snapshot", (string?)null);
        explain.Parameters.AddWithValue("_settled", Guid.Empty);
        var plan = new List<string>();
        await using (var rows = await explain.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await rows.ReadAsync(TestContext.Current.CancellationToken))
                plan.Add(rows.GetString(0));
        }

        TestContext.Current.SendDiagnosticMessage("{0}", string.Join('\n', plan));
        plan.ShouldContain(line => line.Contains("Index Scan using mt_doc_occurrence_in_time", StringComparison.Ordinal), string.Join('\n', plan));
        // Only the page itself is put into its order once more.
        plan.Where(line => line.Contains("Sort  (", StringComparison.Ordinal)).ShouldBe([plan[0]], string.Join('\n', plan));
        plan.ShouldNotContain(line => line.Contains("Seq Scan on mt_doc_occurrence", StringComparison.Ordinal), string.Join('\n', plan));
    }

    private static Guid Id(JsonNode row) => (Guid)row["id"]!;

    private static JsonObject Named(OpenFile file, Guid person) =>
        Bodies.OccurrenceContent(file.Word).With("people", new JsonArray(person)).With("restsOn", new JsonArray(file.Item));

    private async Task<Reply> RecordAsync(OpenFile file, JsonObject content) =>
        (await Api.PostAsync(file.Lead, file.Path + "/occurrences", Bodies.Occurrence(file.Word).With("content", content.DeepClone()))).Expect(201);

    private async Task ChangeAsync(Account by, string path, string act, JsonObject body) =>
        (await Api.PostAsync(by, path + act, body, await Api.VersionAsync(by, path))).Expect(200);

    private async Task<List<JsonNode>> OfFileAsync(OpenFile file, string query = "") =>
        [.. (await Api.GetAsync(file.Lead, $"{file.Path}/occurrences{query}")).Expect(200).Json["items"]!.AsArray().Select(row => row!)];

    private async Task<IEnumerable<Guid>> PagesAsync(Account by, string path)
    {
        var all = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await Api.GetAsync(by, $"{path}&cursor={Uri.EscapeDataString(cursor ?? "")}")).Expect(200).Json;
            all.AddRange(page["items"]!.AsArray().Select(row => Id(row!)));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return all;
    }
}
