using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>Requests by their deadline: the nearest first, what has none last, page by page.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class DueOrderTests(Workspace workspace)
{
    private const string Mine = "/api/information-requests?view=all";

    private Api Api => workspace.Api;

    [Fact]
    public async Task Those_of_a_file_come_by_deadline_and_those_without_a_clock_last()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var draft = await workspace.Scenario.OutgoingRequest(States.Draft, file);
        var later = await AskedAsync(file, "ordinary");
        var answered = await workspace.Scenario.OutgoingRequest(States.Answered, file);
        var soon = await AskedAsync(file, "urgent-direct");
        var next = await AskedAsync(file, "urgent-indirect");
        Guid[] expected = [soon, next, later, draft.Id, answered.Id];

        foreach (var size in new[] { 1, 2, 50 })
            (await AllAsync(Investigator, $"{file.Path}/information-requests?order=due", size)).Select(IdOf).ShouldBe(expected, $"{size} at a time");
        (await AllAsync(Investigator, $"{file.Path}/information-requests", 2)).Select(IdOf).ShouldBe([next, soon, answered.Id, later, draft.Id]);
        (await AllAsync(Investigator, $"{Mine}&order=due", 200)).Select(IdOf).Where(expected.Contains).ShouldBe(expected);
    }

    /// <summary>The column by which lists are ordered says what the request says: one rule, and a copy of it.</summary>
    [Fact]
    public async Task What_a_request_waits_for_and_until_when_stands_beside_the_relations_as_in_the_request()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        foreach (var state in new[] { States.Draft, States.Submitted, States.Transmitted, States.ClarificationAsked, States.Answered, States.Closed })
            await workspace.Scenario.OutgoingRequest(state, file);
        await workspace.Scenario.IncomingRequestWithEvidence(States.Answered, file);

        const string From = "from workspace.case_scope s join workspace.mt_doc_informationrequest d on d.id = s.id where s.file = @p1";
        (await workspace.ScalarAsync<long>($"select count(*) {From}", file.Id)).ShouldBe(7);
        (await workspace.ScalarAsync<long>(
            $$"""
            select count(*) {{From}} and (s.awaits_relation, s.awaits_person, s.awaits_due) is distinct from
                (d.data #>> '{awaits,relation}', (d.data #>> '{awaits,person}')::uuid,
                 case when d.data #>> '{awaits,relation}' is not null then coalesce((d.data #>> '{awaits,due}')::timestamptz, 'infinity') end)
            """,
            file.Id)).ShouldBe(0);
        (await workspace.ScalarAsync<long>($"select count(*) {From} and s.awaits_due < 'infinity'", file.Id)).ShouldBe(3);
    }

    [Fact]
    public async Task Everybody_has_by_deadline_what_they_have_by_time()
    {
        foreach (var who in new[] { Investigator, Supervisor, LiaisonFrance })
        {
            foreach (var narrowed in new[] { "", "&direction=incoming", "&direction=outgoing", "&search=drivers" })
            {
                var byDue = await AllAsync(who, $"{Mine}{narrowed}&order=due", 3);
                byDue.Select(IdOf).ShouldBe((await AllAsync(who, Mine + narrowed, 200)).Select(IdOf), ignoreOrder: true, $"{who}{narrowed}");
                var keys = byDue.Select(row => (DueOf(row), IdOf(row).ToString())).ToArray();
                keys.ShouldBe(keys.OrderBy(key => key.Item1).ThenBy(key => key.Item2, StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Another_order_and_a_cursor_of_another_order_are_refused_by_name()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        foreach (var list in new[] { $"{Mine}&", $"{file.Path}/information-requests?" })
        {
            await RefusedAsync(list + "order=deadline", "order");
            await RefusedAsync(list + "order=Due", "order");
            await RefusedAsync(list + $"order=due&cursor={file.Id}", "cursor");
            await RefusedAsync(list + $"cursor=infinity~{file.Id}", "cursor");
        }

        await RefusedAsync($"{Mine}&order=due&oldestFirst=true", "oldestFirst");
    }

    private async Task RefusedAsync(string path, string field) => (await Api.GetAsync(Investigator, path)).Expect(400).Fields.ShouldBe([field], path);

    /// <summary>France asks, and the investigator has it on the file.</summary>
    private async Task<Guid> AskedAsync(OpenFile file, string urgency)
    {
        var asked = Bodies.Registration(Scenario.NewWord()).With("receivedAt", TimeProvider.System.GetUtcNow().AddHours(-2));
        asked["content"]!.AsObject().With("urgency", urgency).With("urgencyReason", "They leave tonight");
        var id = (await Api.PostAsync(LiaisonFrance, "/api/information-requests", asked)).Expect(201).Id;
        (await workspace.Scenario.Act(new OpenRequest(id, "", file), Supervisor, "assignment", Bodies.Assignment(Investigator, file.Id))).Expect(200);
        return id;
    }

    private async Task<IReadOnlyList<JsonNode>> AllAsync(Account account, string list, int size)
    {
        var rows = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await Api.GetAsync(account, $"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}size={size}&cursor={Uri.EscapeDataString(cursor ?? "")}")).Expect(200).Json;
            rows.AddRange(page["items"]!.AsArray().Select(row => row!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null && rows.Count < 2000);
        return rows;
    }

    private static Guid IdOf(JsonNode row) => (Guid)row["id"]!;

    private static DateTimeOffset DueOf(JsonNode row) =>
        row["answeredAt"] is null && (DateTimeOffset?)row["dueAt"] is { } due ? due : DateTimeOffset.MaxValue;
}
