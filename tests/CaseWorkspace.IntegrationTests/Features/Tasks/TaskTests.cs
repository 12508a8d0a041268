using System.Text.Json.Nodes;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Tasks;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Web.Frame;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Tasks;

[Collection(SharedWorkspace.Name)]
public sealed class TaskTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task An_instruction_is_reported_on_returned_and_accepted_and_its_earlier_words_stay()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var path = $"/api/tasks/{await workspace.Scenario.GivenInstruction(Prosecutor, file)}";
        (await Api.GetAsync(file.Lead, path)).Expect(200).Json["number"]!.ToString().ShouldBe("I-001");
        await ChangeAsync(HttpMethod.Put, Prosecutor, path, "/instruction", Bodies.ChangedInstruction("again"));
        await ChangeAsync(HttpMethod.Post, file.Lead, path, "/report", Bodies.Report());
        await ChangeAsync(HttpMethod.Post, Prosecutor, path, "/report/return", Bodies.Reason());
        await ChangeAsync(HttpMethod.Post, file.Lead, path, "/report", Bodies.Report("not-done"));

        var reported = (await Api.GetAsync(Prosecutor, path)).Expect(200);
        reported.Json["allowed"]!.AsArray().Select(verb => (string)verb!).ShouldBe(["accept-report", "return-report", "withdraw"]);
        (await Api.PostAsync(Prosecutor, path + "/report/acceptance", Bodies.Acceptance(), reported.Version - 1)).Expect(409);
        await ChangeAsync(HttpMethod.Post, Prosecutor, path, "/report/acceptance", Bodies.Acceptance());
        var closed = (await Api.GetAsync(file.Lead, path)).Expect(200).Json;
        ((string)closed["state"]!).ShouldBe("not-done");
        closed["earlier"]!.AsArray().ShouldHaveSingleItem()!["text"]!.ToString().ShouldContain(file.Word);
        closed["allowed"]!.AsArray().ShouldBeEmpty();

        var timeline = (await Api.GetAsync(file.Lead, file.Path + "/timeline")).Expect(200).Json["items"]!.AsArray().Select(entry => (string)entry!["kind"]!).ToList();
        timeline.Where(kind => kind.StartsWith("instruction-", StringComparison.Ordinal) || kind.StartsWith("compliance-", StringComparison.Ordinal))
            .ShouldBe(["compliance-accepted", "compliance-reported", "compliance-returned", "compliance-reported", "instruction-changed", "instruction-given"]);
    }

    [Fact]
    public async Task A_member_says_nothing_of_what_is_somebody_elses()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(file.Lead, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);
        var path = $"/api/tasks/{await workspace.Scenario.MadeTask(file.Lead, file)}";
        (await Api.PostAsync(OtherInvestigator, path + "/outcome", Bodies.Outcome(), 1)).Expect(422, "not-your-task");
        (await Api.PostAsync(file.Lead, path + "/owner", Bodies.Owner(Supervisor), 1)).Expect(422, "owner-not-on-file");
        await ChangeAsync(HttpMethod.Post, file.Lead, path, "/owner", Bodies.Owner(OtherInvestigator));
        await ChangeAsync(HttpMethod.Post, OtherInvestigator, path, "/outcome", Bodies.Outcome());
    }

    /// <summary>In one transaction with the review; a repetition makes no second one.</summary>
    [Fact]
    public async Task A_review_that_asks_for_more_leaves_one_task_for_the_lead_where_the_item_lies()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var part = await workspace.Scenario.SealedSubFile(file, file.Lead, OtherSupervisor, Prosecutor);
        foreach (var item in new[] { file.Item, part.Item })
        {
            var (path, key) = ($"/api/evidence/{item}", Guid.CreateVersion7().ToString());
            var seen = await Api.VersionAsync(Prosecutor, path);
            for (var again = 0; again < 3; again++)
                (await Api.PostAsync(Prosecutor, path + "/reviews", Review("follow-up-needed"), seen, key)).Expect(200);
            (await Api.PostAsync(Prosecutor, path + "/reviews", Review("sufficient"), await Api.VersionAsync(Prosecutor, path))).Expect(200);
        }

        var open = await TasksAsync(file.Lead, file.Path + "/tasks");
        open.Count.ShouldBe(2);
        (await workspace.ScalarAsync<long>("select count(*) from workspace.mt_doc_casetask where data ->> 'file' = @p1", file.Id.ToString())).ShouldBe(2);
        open.Select(task => (string)task["number"]!).Order().ShouldBe([$"{part.Number}/T-001", "T-001"]);
        open.ShouldAllBe(task => (string)task["ground"]! == "follow-up" && task["owner"] == null && (string)task["text"]! == "Which flat?");
        foreach (var task in open)
            (await Api.GetAsync(file.Lead, $"/api/tasks/{task["id"]}")).Expect(200).Json["restsOn"]!.ToString().ShouldBeOneOf(file.Item.ToString(), part.Item.ToString());
        (await TasksAsync(Supervisor, file.Path + "/tasks")).ShouldHaveSingleItem()["number"]!.ToString().ShouldBe("T-001");
    }

    [Fact]
    public async Task The_ticked_tasks_of_a_template_are_made_together_or_not_at_all()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        await workspace.Scenario.MadeTask(file.Lead, file);
        var (path, key, body) = (file.Path + "/tasks/from-template", Guid.CreateVersion7().ToString(), Bodies.Template(file.Word));
        for (var again = 0; again < 2; again++)
            (await Api.PostAsync(file.Lead, path, body, key: key)).Expect(201);
        var faulty = Bodies.Template(file.Word);
        faulty["tasks"]![1]!["owner"] = OtherInvestigator.Id;
        (await Api.PostAsync(file.Lead, path, faulty)).Expect(422, "owner-not-on-file");
        faulty["tasks"] = new JsonArray();
        (await Api.PostAsync(file.Lead, path, faulty)).Expect(422);

        (await TasksAsync(file.Lead, file.Path + "/tasks")).Select(task => (string)task["number"]!).Order().ShouldBe(["T-001", "T-002", "T-003"]);
        (await TasksAsync(file.Lead, $"/api/tasks?search={file.Word}")).Count.ShouldBe(3);
    }

    /// <summary>The columns by which lists are ordered say what the task says: one rule, and a copy of it.</summary>
    [Fact]
    public async Task What_is_open_comes_by_deadline_and_stands_beside_the_relations_as_in_the_task()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var now = TimeProvider.System.GetUtcNow();
        var last = await DueAsync(null);
        var later = await DueAsync(now.AddDays(9));
        var soon = await DueAsync(now.AddHours(1));
        var settled = await DueAsync(now.AddHours(2));
        await ChangeAsync(HttpMethod.Post, file.Lead, $"/api/tasks/{settled}", "/outcome", Bodies.Outcome("done"));
        var given = await workspace.Scenario.GivenInstruction(Prosecutor, file);
        Guid[] expected = [soon, given, later, last];

        foreach (var size in new[] { 1, 2, 50 })
        {
            (await AllAsync(file.Lead, file.Path + "/tasks", size)).ShouldBe(expected, $"{size} at a time");
            (await AllAsync(file.Lead, "/api/tasks?state=open", size * 20)).Where(id => expected.Contains(id)).ShouldBe(expected);
        }

        (await AllAsync(file.Lead, file.Path + "/tasks?state=closed", 2)).ShouldBe([settled]);
        (await AllAsync(file.Lead, "/api/tasks?state=open&ground=instruction", 50)).ShouldContain(given);
        (await AllAsync(file.Lead, "/api/tasks?state=open&ground=task", 50)).ShouldNotContain(given);
        (await AllAsync(file.Lead, "/api/tasks?state=open&mine=true", 50)).ShouldContain(soon);
        (await AllAsync(Prosecutor, "/api/tasks?state=open&mine=true", 50)).ShouldNotContain(given);
        (await Api.GetAsync(file.Lead, "/api/tasks?state=late")).Expect(400);

        const string From = "from workspace.case_scope s join workspace.mt_doc_casetask d on d.id = s.id where s.file = @p1";
        (await workspace.ScalarAsync<long>($"select count(*) {From}", file.Id)).ShouldBe(5);
        (await workspace.ScalarAsync<long>(
            $$"""
            select count(*) {{From}} and (s.awaits_relation, s.awaits_person, s.awaits_due) is distinct from
                (d.data #>> '{awaits,relation}', (d.data #>> '{awaits,person}')::uuid,
                 case when d.data #>> '{awaits,relation}' is not null then coalesce((d.data #>> '{awaits,due}')::timestamptz, 'infinity') end)
            """,
            file.Id)).ShouldBe(0);

        async Task<Guid> DueAsync(DateTimeOffset? due) =>
            (await Api.PostAsync(file.Lead, file.Path + "/tasks", Bodies.Task(file.Word).With("due", due))).Expect(201).Id;
    }

    [Fact]
    public async Task The_desk_has_what_waits_for_owner_lead_and_prosecutor_and_for_others_once_the_owner_is_gone()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(file.Lead, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);
        var ofLead = await workspace.Scenario.MadeTask(file.Lead, file);
        var ofMember = (await Api.PostAsync(file.Lead, file.Path + "/tasks", Bodies.Task(file.Word).With("owner", OtherInvestigator.Id))).Expect(201).Id;
        var instruction = await workspace.Scenario.GivenInstruction(Prosecutor, file);

        (await DeskAsync(file.Lead)).ShouldBe([(ofLead, "settle"), (instruction, "report")], ignoreOrder: true);
        (await DeskAsync(OtherInvestigator)).ShouldBe([(ofMember, "settle")]);
        (await DeskAsync(Prosecutor)).ShouldBeEmpty();
        (await DeskAsync(Supervisor)).ShouldBeEmpty();
        await ChangeAsync(HttpMethod.Post, file.Lead, $"/api/tasks/{instruction}", "/report", Bodies.Report());
        (await DeskAsync(Prosecutor)).ShouldBe([(instruction, "accept-report")]);
        (await DeskAsync(file.Lead)).ShouldBe([(ofLead, "settle")]);

        (await Api.PostAsync(file.Lead, $"{file.Path}/members/{OtherInvestigator.Id}/removal", Bodies.Reason(), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);
        (await DeskAsync(OtherInvestigator)).ShouldBeEmpty();
        (await DeskAsync(file.Lead)).ShouldBe([(ofLead, "settle"), (ofMember, "hand-over")], ignoreOrder: true);
        (await DeskAsync(Supervisor)).ShouldBe([(ofMember, "hand-over")]);
        await ChangeAsync(HttpMethod.Post, Supervisor, $"/api/tasks/{ofMember}", "/owner", Bodies.Owner(null));
        (await DeskAsync(Supervisor)).ShouldBeEmpty();

        async Task<List<(Guid Id, string Verb)>> DeskAsync(Account account)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Configuration.AddInMemoryCollection(workspace.Installation.WorkspaceSettings);
            builder.Services.AddWorkspace(builder.Configuration);
            await using var app = builder.Build();
            var actor = new Actor(account.Id, account.Name, [account.Role], account.Unit, [], "desk of tasks");
            var page = (await app.Services.GetRequiredService<QueryPipeline>().List(new TasksToActOn(200), actor)).Value!;
            Guid[] here = [ofLead, ofMember, instruction];
            return [.. page.Items.Where(entry => here.Contains(entry.Id)).Select(entry => (entry.Id, entry.Verb["task.verb.".Length..]))];
        }
    }

    private static JsonObject Review(string opinion) => new() { ["opinion"] = opinion, ["reasons"] = " Which flat? " };

    private async Task ChangeAsync(HttpMethod method, Account by, string path, string act, JsonObject body) =>
        (await Api.SendAsync(new Call(method, path + act) { As = by, Body = body, Seen = await Api.VersionAsync(by, path) })).Expect(200);

    private async Task<List<JsonNode>> TasksAsync(Account by, string path) =>
        [.. (await Api.GetAsync(by, path)).Expect(200).Json["items"]!.AsArray().Select(task => task!)];

    private async Task<IEnumerable<Guid>> AllAsync(Account by, string path, int size)
    {
        var all = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await Api.GetAsync(by, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}size={Math.Min(size, 200)}&cursor={Uri.EscapeDataString(cursor ?? "")}")).Expect(200).Json;
            all.AddRange(page["items"]!.AsArray().Select(task => (Guid)task!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return all;
    }
}
