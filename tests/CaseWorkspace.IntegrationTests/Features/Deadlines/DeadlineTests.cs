using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Deadlines;

[Collection(SharedWorkspace.Name)]
public sealed class DeadlineTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task An_arrest_is_met_limit_by_limit_stopped_and_resumed_and_its_history_says_so()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var person = await workspace.Scenario.RecordedPerson(file.Lead, file);
        var path = $"/api/clocks/{(await Api.PostAsync(file.Lead, file.Path + "/clocks", Bodies.Arrest(person))).Expect(201).Id}";
        (await Api.PostAsync(file.Lead, file.Path + "/clocks", Bodies.Arrest(person).With("person", null))).Expect(422).Fields.ShouldBe(["person"]);
        (await Api.PostAsync(file.Lead, file.Path + "/clocks", Bodies.Arrest(person).With("countsFrom", "1990-01-01T00:00:00Z"))).Expect(422, "too-long-ago").Fields.ShouldBe(["countsFrom"]);

        await ChangeAsync(file.Lead, path, "/limits/met", Bodies.MetLimit("before-court"));
        (await Api.PostAsync(file.Lead, path + "/limits/met", Bodies.MetLimit("before-court"), await Api.VersionAsync(file.Lead, path))).Expect(422, "limit-not-open");
        await ChangeAsync(Prosecutor, path, "/limits/open-again", Bodies.OpenedLimit("before-court"));
        await ChangeAsync(file.Lead, path, "/stop", Bodies.StoppedClock("released"));
        (await OfFileAsync(file, "deadlines")).ShouldNotContain(row => (string)row["kind"]! == "case-clock");
        (await Api.GetAsync(file.Lead, path)).Expect(200).Json["allowed"]!.AsArray().Select(verb => (string)verb!).ShouldBe(["resume"]);
        await ChangeAsync(file.Lead, path, "/resumption", Bodies.Reason());

        var clock = (await Api.GetAsync(Prosecutor, path)).Expect(200).Json;
        ((string)clock["number"]!, (string)clock["state"]!, (string)clock["awaits"]!["rule"]!).ShouldBe(("C-001", "running", "before-court"));
        (await Api.GetAsync(file.Lead, file.Path + "/timeline")).Expect(200).Json["items"]!.AsArray().Select(entry => (string)entry!["kind"]!).Take(5)
            .ShouldBe(["clock-resumed", "clock-stopped", "limit-opened-again", "limit-met", "clock-started"]);
    }

    /// <summary>Of all kinds, in one order, over pages of any size; what has none is not among them.</summary>
    [Fact]
    public async Task What_is_due_comes_by_time_of_each_kind()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var now = TimeProvider.System.GetUtcNow();
        var hearing = await workspace.Scenario.StartedClock(file.Lead, file);
        var task = (await Api.PostAsync(file.Lead, file.Path + "/tasks", Bodies.Task(file.Word).With("due", now.AddDays(4)))).Expect(201).Id;
        await DueAsync(null);
        var late = await DueAsync(now.AddDays(8));
        var first = await DueAsync(now.AddHours(2));
        // The hearing is in ten days: the exchange of evidence five days before it is its next limit.
        Guid[] expected = [first, task, hearing, late];
        foreach (var size in new[] { 1, 3, 50 })
        {
            (await PagesAsync(file.Lead, $"{file.Path}/deadlines?size={size}")).ShouldBe(expected, $"{size} at a time");
        }

        (await PagesAsync(file.Lead, "/api/deadlines?size=200")).Where(expected.Contains).ShouldBe(expected);
        (await PagesAsync(file.Lead, $"/api/deadlines?size=200&from={Written(now.AddDays(3))}&until={Written(now.AddDays(7))}")).Where(expected.Contains).ShouldBe([task, hearing]);
        (await PagesAsync(OtherInvestigator, "/api/deadlines?size=200")).Where(expected.Contains).ShouldBeEmpty();
        (await Api.GetAsync(file.Lead, "/api/deadlines?from=soon")).Expect(400);

        async Task<Guid> DueAsync(DateTimeOffset? due) => (await Api.PostAsync(file.Lead, file.Path + "/tasks", Bodies.Task(file.Word).With("due", due))).Expect(201).Id;
    }

    /// <summary>A person in a sealed sub-file is no person to whom a clock of the open file points, nor does any list tell of what is sealed.</summary>
    [Fact]
    public async Task A_sealed_person_is_named_by_no_open_clock()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var part = await workspace.Scenario.SealedSubFile(file, file.Lead, OtherSupervisor);
        var inside = await workspace.Scenario.RecordedPerson(file.Lead, file, part.Word, part.Id);
        (await Api.PostAsync(file.Lead, file.Path + "/clocks", Bodies.Arrest(inside))).Expect(404);
        var arrest = (await Api.PostAsync(file.Lead, file.Path + "/clocks", Bodies.Arrest(inside).With("subFile", part.Id))).Expect(201).Id;
        (await OfFileAsync(file, "deadlines")).Single(row => (Guid)row["id"]! == arrest)["personNumber"]!.ToString().ShouldBe($"{part.Number}/P-001");
        (await Api.GetAsync(Supervisor, file.Path + "/deadlines")).Expect(200).Text.ShouldNotContain(arrest.ToString());
        (await Api.GetAsync(Supervisor, "/api/deadlines?size=200")).Expect(200).Text.ShouldNotContain(arrest.ToString());
        (await Api.GetAsync(Supervisor, $"/api/clocks/{arrest}")).Expect(404);
    }

    [Fact]
    public async Task The_calendar_holds_numbers_and_nothing_of_the_content()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        await workspace.Scenario.StartedClock(file.Lead, file);
        await workspace.Scenario.MadeTask(file.Lead, file);
        var calendar = (await Api.GetAsync(file.Lead, "/api/deadlines/calendar")).Expect(200);
        calendar.Header("Content-Type").ShouldNotBeNull().ShouldStartWith("text/calendar");
        var text = calendar.Text.Replace("\r\n ", "", StringComparison.Ordinal);
        text.ShouldStartWith("BEGIN:VCALENDAR");
        text.ShouldContain($"{file.Number} · C-001");
        text.ShouldContain($"{file.Number} · T-001");
        text.ShouldContain("CLASS:PRIVATE");
        text.ShouldNotContain(file.Word);
        (await Api.GetAsync(LiaisonFrance, "/api/deadlines/calendar")).Expect(403);
    }

    private static string Written(DateTimeOffset at) => Uri.EscapeDataString(at.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    private async Task ChangeAsync(Account by, string path, string act, JsonObject body) =>
        (await Api.PostAsync(by, path + act, body, await Api.VersionAsync(by, path))).Expect(200);

    private async Task<List<JsonNode>> OfFileAsync(OpenFile file, string list) =>
        [.. (await Api.GetAsync(file.Lead, $"{file.Path}/{list}")).Expect(200).Json["items"]!.AsArray().Select(row => row!)];

    private async Task<IEnumerable<Guid>> PagesAsync(Account by, string path)
    {
        var all = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await Api.GetAsync(by, $"{path}&cursor={Uri.EscapeDataString(cursor ?? "")}")).Expect(200).Json;
            all.AddRange(page["items"]!.AsArray().Select(row => (Guid)row!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return all;
    }
}
