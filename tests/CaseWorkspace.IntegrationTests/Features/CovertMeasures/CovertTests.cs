using System.Text.Json.Nodes;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.CovertMeasures;

[Collection(SharedWorkspace.Name)]
public sealed class CovertTests(Workspace workspace)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Api Api => workspace.Api;

    [Fact]
    public async Task A_measure_is_extended_ended_notified_settled_and_its_history_says_so()
    {
        var (file, part) = await SealedAsync();
        var path = $"/api/covert-measures/{await workspace.Scenario.RecordedMeasure(file.Lead, part)}";
        await ChangeAsync(file.Lead, path, "/correction", Bodies.CorrectedMeasure(part.Word));
        await ChangeAsync(file.Lead, path, "/extension", Bodies.Extension(part.Word));
        (await Api.PostAsync(file.Lead, path + "/notification/service", Bodies.ServedNotification(part.Word), await Api.VersionAsync(file.Lead, path))).Expect(422, "covert-runs");
        await ChangeAsync(file.Lead, path, "/end", Bodies.EndedMeasure());
        await ChangeAsync(file.Lead, path, "/notification/postponement", Bodies.Postponement(part.Word));
        await ChangeAsync(file.Lead, path, "/notification/service", Bodies.ServedNotification(part.Word));
        await ChangeAsync(file.Lead, path, "/material", Bodies.SettledMaterial(part.Word));
        await ChangeAsync(file.Lead, path, "/last-step/withdrawal", Bodies.Reason());
        var measure = (await Api.GetAsync(file.Lead, path)).Expect(200).Json;
        ((string)measure["number"]!, (string)measure["state"]!, (string)measure["notification"]!, (string)measure["awaits"]!["verb"]!)
            .ShouldBe(($"{part.Number}/CM-001", "ended", "served", "settle"));
        measure["allowed"]!.AsArray().Select(verb => (string)verb!).ShouldBe(["settle", "correct", "take-back"]);
        (await Api.GetAsync(file.Lead, file.Path + "/timeline")).Expect(200).Json["items"]!.AsArray().Select(entry => (string)entry!["kind"]!).Take(8).ShouldBe(
        [
            "covert-step-taken-back", "covert-material-settled", "covert-notification-served", "covert-notification-postponed", "covert-measure-ended", "covert-measure-extended",
            "covert-measure-corrected", "covert-measure-recorded",
        ], "the newest first");
    }

    [Fact]
    public async Task In_the_open_file_it_is_refused_with_what_to_do_first()
    {
        var (file, part) = await SealedAsync();
        // The open file, by whom may see it; a sub-file in which the member is not named is not there.
        (await Api.PostAsync(file.Lead, $"/api/sub-files/{file.Id}/covert-measures", Bodies.CovertMeasure(file.Word))).Expect(422, "covert-needs-sub-file");
        (await Api.PostAsync(Supervisor, $"/api/sub-files/{part.Id}/covert-measures", Bodies.CovertMeasure(file.Word))).Expect(404);
        (await Api.PostAsync(file.Lead, $"/api/sub-files/{Guid.CreateVersion7()}/covert-measures", Bodies.CovertMeasure(file.Word))).Expect(404);
        (await Api.PostAsync(file.Lead, $"/api/sub-files/{part.Id}/covert-measures", Long())).Expect(422, "longer-than-first-period").Fields.ShouldBe(["content.until"]);

        JsonObject Long()
        {
            var body = Bodies.CovertMeasure(part.Word);
            body["content"]!["until"] = TimeProvider.System.GetUtcNow().AddDays(81);
            return body;
        }
    }

    /// <summary>What still is a secret keeps its sub-file sealed; once the person knows, it may be opened, and no emergency leads to it even then.</summary>
    [Fact]
    public async Task A_sub_file_is_unsealed_once_the_person_was_notified()
    {
        var (file, part) = await SealedAsync();
        var measure = await workspace.Scenario.RecordedMeasure(file.Lead, part);
        var (path, subFile) = ($"/api/covert-measures/{measure}", $"/api/sub-files/{part.Id}");
        await UnsealAsync(422);
        await ChangeAsync(file.Lead, path, "/end", Bodies.EndedMeasure());
        await UnsealAsync(422);
        var mistaken = $"/api/covert-measures/{await workspace.Scenario.RecordedMeasure(file.Lead, part)}";
        await ChangeAsync(file.Lead, path, "/notification/service", Bodies.ServedNotification(part.Word));
        await UnsealAsync(422);
        await ChangeAsync(file.Lead, mistaken, "/withdrawal", Bodies.Reason());
        (await Api.GetAsync(Prosecutor, path)).Expect(404);
        await UnsealAsync(200);
        (await Api.GetAsync(Prosecutor, path)).Expect(200);
        (await Api.PostAsync(file.Lead, subFile + "/covert-measures", Bodies.CovertMeasure(file.Word))).Expect(422, "covert-needs-sub-file");
        var opener = await Api.Tokens.WithSecondFactorAsync(Role.Investigator);
        (await Api.PostAsync(opener, "/api/break-glass", Bodies.Glass(file.Number))).Expect(201);
        (await Api.GetAsync(opener, file.Path)).Expect(200);
        (await Api.GetAsync(opener, path)).Expect(404);
        foreach (var beside in new[] { "", "/timeline?size=100", "/deadlines", "/as-of?at=" + Uri.EscapeDataString(TimeProvider.System.GetUtcNow().ToString("O")) })
        {
            var told = (await Api.GetAsync(opener, file.Path + beside)).Said;
            told.ShouldNotContain("covert", Case.Insensitive, beside);
            told.ShouldNotContain(measure.ToString(), Case.Insensitive, beside);
        }

        async Task UnsealAsync(int status)
        {
            var reply = await Api.PostAsync(OtherSupervisor, subFile + "/unsealing", Bodies.Reason(), await Api.VersionAsync(OtherSupervisor, subFile));
            _ = status == 200 ? reply.Expect(200) : reply.Expect(status, "keeps-secret");
        }
    }

    /// <summary>A person and a protocol of the same place or the open file; not of another sub-file, and the open record says nothing of it.</summary>
    [Fact]
    public async Task It_names_what_lies_near_and_the_open_record_stays_as_it_was()
    {
        var (file, part) = await SealedAsync();
        var other = await workspace.Scenario.SealedSubFile(file, file.Lead, OtherSupervisor);
        var open = await workspace.Scenario.RecordedPerson(file.Lead, file);
        var before = (await Api.GetAsync(Supervisor, $"/api/people/{open}")).Expect(200);
        var measure = (await RecordAsync(open)).Expect(201).Id;
        var after = (await Api.GetAsync(Supervisor, $"/api/people/{open}")).Expect(200);
        (after.Text, after.Header("ETag")).ShouldBe((before.Text, before.Header("ETag")));
        (await RecordAsync(await workspace.Scenario.RecordedPerson(file.Lead, file, part.Word, part.Id))).Expect(201);
        (await RecordAsync(await workspace.Scenario.RecordedPerson(file.Lead, file, other.Word, other.Id))).Expect(404);
        (await RecordAsync(file.Item)).Expect(422, "covert-needs-person");
        (await ListAsync(file.Lead, file.Path + "/covert-measures")).Single(row => (Guid)row["id"]! == measure)["personNumber"]!.ToString().ShouldBe("P-001");

        Task<Reply> RecordAsync(Guid person)
        {
            var body = Bodies.CovertMeasure(part.Word);
            body["content"]!["person"] = person;
            return Api.PostAsync(file.Lead, $"/api/sub-files/{part.Id}/covert-measures", body);
        }
    }

    /// <summary>
    /// Everything that the lead, the prosecutor, the head of the unit and a member see of the file, before and after a measure is recorded in a sub-file in which they are
    /// not named: byte for byte the same.
    /// </summary>
    [Fact]
    public async Task Nobody_outside_the_sub_file_sees_that_there_is_one()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(file.Lead, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);
        await workspace.Scenario.RecordedPerson(file.Lead, file);
        var part = await workspace.Scenario.SealedSubFile(file, file.Lead, OtherSupervisor);
        Account[] outside = [OtherInvestigator, Supervisor, Prosecutor];
        string[] paths =
        [
            file.Path, file.Path + "/timeline?size=200", file.Path + "/deadlines?size=200", file.Path + "/clocks", file.Path + "/people", file.Path + "/tasks", file.Path + "/evidence",
            file.Path + "/protocols", file.Path + "/covert-measures?size=200", file.Path + "/sub-files", file.Path + "/information-requests",
        ];
        var before = await SeenAsync();
        var urgent = (await Api.PostAsync(file.Lead, $"/api/sub-files/{part.Id}/covert-measures", Bodies.UrgentMeasure(part.Word))).Expect(201).Id;
        await ChangeAsync(file.Lead, $"/api/covert-measures/{urgent}", "/court-control", Bodies.CovertControl(part.Word));
        await workspace.Scenario.RecordedMeasure(file.Lead, part);
        (await SeenAsync()).ShouldBe(before);
        (await ListAsync(file.Lead, file.Path + "/covert-measures")).Count.ShouldBe(2);

        foreach (var person in (Account[])[.. outside, LiaisonFrance, Custodian, Auditor, IdentityAdmin])
        {
            // What is there and what is not are answered alike, also where something would be changed.
            foreach (var (method, end, body) in new (HttpMethod, string, JsonObject?)[] { (HttpMethod.Get, "", null), (HttpMethod.Post, "/end", Bodies.EndedMeasure()), (HttpMethod.Post, "/withdrawal", Bodies.Reason()) })
            {
                var real = await Api.SendAsync(new Call(method, $"/api/covert-measures/{urgent}{end}") { As = person, Body = body, Seen = 1 });
                var made = Guid.CreateVersion7();
                var none = await Api.SendAsync(new Call(method, $"/api/covert-measures/{made}{end}") { As = person, Body = body, Seen = 1 });
                (real.Status, real.Problem).ShouldBe((none.Status, none.Problem), $"{person.Name} {end}");
                real.Status.ShouldBeOneOf([403, 404], $"{person.Name} {end}");
            }

            foreach (var list in new[] { "/api/covert-measures", "/api/deadlines", "/api/deadlines/notices" })
            {
                (await Api.GetAsync(person, $"{list}?size=200")).Text.ShouldNotContain(urgent.ToString(), customMessage: $"{person.Name} {list}");
            }

            (await Api.GetAsync(person, $"/api/covert-measures?search={part.Word}")).Text.ShouldNotContain(part.Word, customMessage: person.Name);
        }

        async Task<string> SeenAsync()
        {
            var seen = new List<string>();
            foreach (var person in outside)
            {
                foreach (var path in paths)
                {
                    var reply = (await Api.GetAsync(person, path)).Expect(200);
                    seen.Add($"{person.Name} {path} {reply.Header("ETag")} {reply.Text}");
                }
            }

            return string.Join('\n', seen);
        }
    }

    /// <summary>Of those named in the sub-file alone, by the worker's own statement, as anything else that is due.</summary>
    [Fact]
    public async Task The_worker_tells_nobody_outside_the_sub_file()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(file.Lead, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);
        var part = await workspace.Scenario.SealedSubFile(file, file.Lead, OtherSupervisor);
        // The court's control is due in less than a day.
        var urgent = (await Api.PostAsync(file.Lead, $"/api/sub-files/{part.Id}/covert-measures", Bodies.UrgentMeasure(part.Word))).Expect(201).Id;
        await TellAsync();
        await ExecuteAsync("update workspace.case_scope set awaits_due = now() - interval '1 minute' where id = @p1 and awaits_due is not null", urgent);
        await TellAsync();
        var told = await PeopleToldAsync(urgent);
        told.ShouldContain(file.Lead.Id);
        told.Except([file.Lead.Id, OtherSupervisor.Id]).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_stands_in_the_deadlines_of_those_named_and_in_no_calendar_file()
    {
        var (file, part) = await SealedAsync();
        var urgent = (await Api.PostAsync(file.Lead, $"/api/sub-files/{part.Id}/covert-measures", Bodies.UrgentMeasure(part.Word))).Expect(201).Id;
        (await ListAsync(file.Lead, "/api/deadlines")).ShouldContain(row => (Guid)row["id"]! == urgent && (string)row["number"]! == $"{part.Number}/CM-001");
        (await ListAsync(file.Lead, file.Path + "/deadlines")).ShouldContain(row => (Guid)row["id"]! == urgent);
        (await Api.GetAsync(file.Lead, "/api/deadlines/calendar")).Expect(200).Text.ShouldNotContain("CM-001");
    }

    /// <summary>The auditor reads that something was done in a sealed sub-file; the people named there read what.</summary>
    [Fact]
    public async Task The_journal_names_the_sub_file_to_the_auditor_and_the_measure_to_those_named_in_it()
    {
        var (file, part) = await SealedAsync();
        var urgent = (await Api.PostAsync(file.Lead, $"/api/sub-files/{part.Id}/covert-measures", Bodies.UrgentMeasure(part.Word))).Expect(201).Id;
        (await Api.GetAsync(OtherSupervisor, $"/api/covert-measures/{urgent}")).Expect(200);
        (await Api.GetAsync(Supervisor, $"/api/covert-measures/{urgent}")).Expect(404);
        (await Api.GetAsync(Supervisor, $"/api/covert-measures/{Guid.CreateVersion7()}")).Expect(404);

        var entries = await ListAsync(Auditor, $"/api/journal?thing={file.Id}");
        var inside = entries.Where(entry => (string)entry["operation"]! == "sub-file.inside").ToList();
        inside.Select(entry => ((string)entry["processing"]!, (bool)entry["granted"]!)).ShouldBe([("consultation", true), ("collection", true)]);
        inside.ShouldAllBe(entry => (string)entry["thingNumber"]! == part.Number && (Guid)entry["thing"]! == part.Id && (string)entry["thingKind"]! == "sub-file");
        entries.ShouldAllBe(entry => !entry.ToJsonString().Contains("covert", StringComparison.OrdinalIgnoreCase) && !entry.ToJsonString().Contains(urgent.ToString(), StringComparison.Ordinal));
        var tried = (await ListAsync(Auditor, $"/api/journal?person={Supervisor.Id}&denied=true")).Take(2).ToList();
        tried.ShouldAllBe(entry => (string)entry["operation"]! == "sub-file.inside" && !entry.ToJsonString().Contains(urgent.ToString(), StringComparison.Ordinal), "a guess is told alike");
        (await ListAsync(Auditor, $"/api/journal?number={part.Number}/CM-001")).ShouldBeEmpty();
        (await Api.GetAsync(Auditor, "/api/journal?operation=covert-measure.view")).Expect(400);
        (await ListAsync(Auditor, $"/api/journal?operation=sub-file.inside&thing={file.Id}")).Count.ShouldBe(2);

        (await Api.GetAsync(file.Lead, file.Path + "/consultations")).Expect(200).Text.ShouldContain("covert-measure.view");
        (await Api.GetAsync(Prosecutor, file.Path + "/consultations")).Expect(200).Text.ShouldNotContain("covert-measure.view");
    }

    [Fact]
    public async Task What_is_owed_of_it_is_shown_to_those_named_and_stops_nobody_else_from_closing()
    {
        var (file, part) = await SealedAsync();
        await workspace.Scenario.RecordedMeasure(file.Lead, part);
        (await Api.GetAsync(file.Lead, file.Path + "/owed")).Expect(200).Text.ShouldContain("covert-measure");
        (await Api.GetAsync(Supervisor, file.Path + "/owed")).Expect(200).Text.ShouldNotContain("covert-measure");
    }

    private async Task<(OpenFile File, OpenSubFile Part)> SealedAsync()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        return (file, await workspace.Scenario.SealedSubFile(file, file.Lead, OtherSupervisor));
    }

    private async Task ChangeAsync(Account by, string path, string act, JsonObject body) =>
        (await Api.PostAsync(by, path + act, body, await Api.VersionAsync(by, path))).Expect(200);

    private async Task<List<JsonNode>> ListAsync(Account by, string path) =>
        [.. (await Api.GetAsync(by, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}size=200")).Expect(200).Json["items"]!.AsArray().Select(row => row!)];

    private async Task TellAsync()
    {
        await using var app = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App));
        using var changes = new ChangeTelling(app, NullLogger<ChangeTelling>.Instance);
        using var telling = new DeadlineTelling(app, changes, TimeProvider.System, NullLogger<DeadlineTelling>.Instance);
        await telling.Tell(Cancel);
    }

    private async Task<List<Guid>> PeopleToldAsync(Guid thing)
    {
        await using var owner = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var command = owner.CreateCommand("select distinct person from workspace.deadline_notice where thing = @thing");
        command.Parameters.AddWithValue("thing", thing);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var people = new List<Guid>();
        while (await reader.ReadAsync(Cancel))
        {
            people.Add(reader.GetGuid(0));
        }

        return people;
    }

    private async Task ExecuteAsync(string sql, Guid thing)
    {
        await using var owner = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var command = owner.CreateCommand(sql);
        command.Parameters.AddWithValue("p1", thing);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
