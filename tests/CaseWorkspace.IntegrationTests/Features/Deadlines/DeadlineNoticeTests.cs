using System.Text.Json.Nodes;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Deadlines;

[Collection(SharedWorkspace.Name)]
public sealed class DeadlineNoticeTests(Workspace workspace) : IAsyncLifetime
{
    private readonly Dictionary<Guid, DateTime> moved = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Api Api => workspace.Api;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Other tests compare what stands beside the relations with what the things say.</summary>
    public async ValueTask DisposeAsync()
    {
        await using var owner = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        foreach (var (thing, due) in moved)
        {
            await using var command = owner.CreateCommand("update workspace.case_scope set awaits_due = @due where id = @thing and awaits_due is not null");
            command.Parameters.AddWithValue("due", due);
            command.Parameters.AddWithValue("thing", thing);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    /// <summary>By the worker itself.</summary>
    [Fact]
    public async Task The_worker_tells_the_lead_before_a_deadline_and_the_people_who_oversee_the_file_once_it_has_passed()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var task = await DueAsync(file, TimeSpan.FromHours(2));
        JsonNode[] told;
        for (var tries = 0; (told = await ToldAsync(file.Lead, task)).Length == 0 && tries < 120; tries++)
            await Task.Delay(500, Cancel);

        var near = told.ShouldHaveSingleItem();
        ((string)near["stage"]!, (string)near["kind"]!, (string)near["number"]!, (string)near["fileNumber"]!, (bool)near["isOpen"]!).ShouldBe(("near", "case-task", "T-001", file.Number, true));
        near.ToJsonString().ShouldNotContain(file.Word);
        (await ToldAsync(Supervisor, task)).ShouldBeEmpty();

        await PassAsync(task);
        await TellAsync();
        foreach (var person in new[] { file.Lead, Supervisor, Prosecutor })
            ((string)(await ToldAsync(person, task))[0]["stage"]!).ShouldBe("passed", person.Name);
        (await ToldAsync(OtherInvestigator, task)).ShouldBeEmpty();
        (await Api.GetAsync(Custodian, "/api/deadlines/notices")).Expect(403);
    }

    [Fact]
    public async Task Many_workers_at_once_tell_each_person_once_for_each_stage()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var tasks = new List<Guid>();
        for (var made = 0; made < 3; made++)
            tasks.Add(await DueAsync(file, TimeSpan.FromHours(3)));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TellAsync()));
        await PassAsync(tasks[0]);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TellAsync()));
        await TellAsync();

        (await ToldAsync(file.Lead, tasks[0])).Select(notice => (string)notice["stage"]!).ShouldBe(["passed", "near"]);
        (await ToldAsync(file.Lead, tasks[1])).Select(notice => (string)notice["stage"]!).ShouldBe(["near"]);
        (await workspace.ScalarAsync<long>("select count(*) - count(distinct (thing, due, stage, person)) from workspace.deadline_notice")).ShouldBe(0);
    }

    /// <summary>What moved is told anew, of its new time; what is done is not told of any more.</summary>
    [Fact]
    public async Task A_deadline_that_moves_is_told_of_anew_and_one_that_was_met_is_shown_as_over()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var task = await DueAsync(file, TimeSpan.FromHours(2));
        await TellAsync();
        var path = $"/api/tasks/{task}";
        (await Api.PostAsync(file.Lead, path + "/deadline", Bodies.Deadline().With("due", TimeProvider.System.GetUtcNow().AddHours(5)), await Api.VersionAsync(file.Lead, path))).Expect(200);
        await TellAsync();
        (await ToldAsync(file.Lead, task)).Select(notice => (bool)notice["isOpen"]!).ShouldBe([true, false]);

        (await Api.PostAsync(file.Lead, path + "/outcome", Bodies.Outcome(), await Api.VersionAsync(file.Lead, path))).Expect(200);
        await PassAsync(task);
        await TellAsync();
        (await ToldAsync(file.Lead, task)).Select(notice => (bool)notice["isOpen"]!).ShouldBe([false, false]);
    }

    /// <summary>To the liaison officer for whom a request waits the file is closed: the notice names the request alone.</summary>
    [Fact]
    public async Task A_liaison_officer_is_told_of_the_request_and_not_of_its_file()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var request = await workspace.Scenario.OutgoingRequest("transmitted", file);
        await SetDueAsync(request.Id, TimeSpan.FromHours(1));
        await TellAsync();
        var notice = (await ToldAsync(LiaisonFrance, request.Id)).ShouldHaveSingleItem();
        (notice["file"], notice["fileNumber"], (string)notice["kind"]!).ShouldBe((null, null, "request"));
        notice.ToJsonString().ShouldNotContain(file.Number);
        (await ToldAsync(LiaisonSpain, request.Id)).ShouldBeEmpty();
    }

    /// <summary>Somebody who was taken off the file reads nothing of what they were told before; the row stays.</summary>
    [Fact]
    public async Task Who_left_the_file_reads_no_notice_of_it_any_more()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(file.Lead, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);
        var task = (await Api.PostAsync(file.Lead, file.Path + "/tasks", Bodies.Task(file.Word).With("owner", OtherInvestigator.Id).With("due", TimeProvider.System.GetUtcNow().AddHours(2)))).Expect(201).Id;
        await TellAsync();
        (await ToldAsync(OtherInvestigator, task)).ShouldHaveSingleItem();

        (await Api.PostAsync(file.Lead, $"{file.Path}/members/{OtherInvestigator.Id}/removal", Bodies.Reason(), await Api.VersionAsync(file.Lead, file.Path))).Expect(200);
        (await ToldAsync(OtherInvestigator, task)).ShouldBeEmpty();
        (await workspace.ScalarAsync<long>("select count(*) from workspace.deadline_notice where thing = @p1 and person = @p2", task, OtherInvestigator.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task The_application_changes_and_deletes_no_notice_and_dates_none()
    {
        await using var app = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App));
        foreach (var sql in new[]
                 {
                     "delete from workspace.deadline_notice", "update workspace.deadline_notice set person = thing",
                     "insert into workspace.deadline_notice (thing, due, stage, person, told_at) values (gen_random_uuid(), now(), 'near', gen_random_uuid(), now() - interval '1 day')",
                 })
        {
            await using var command = app.CreateCommand(sql);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancel))).SqlState.ShouldBe("42501", sql);
        }
    }

    private async Task<Guid> DueAsync(OpenFile file, TimeSpan ahead) =>
        (await Api.PostAsync(file.Lead, file.Path + "/tasks", Bodies.Task(file.Word).With("due", TimeProvider.System.GetUtcNow() + ahead))).Expect(201).Id;

    private async Task TellAsync()
    {
        await using var app = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App));
        using var changes = new ChangeTelling(app, NullLogger<ChangeTelling>.Instance);
        using var telling = new DeadlineTelling(app, changes, TimeProvider.System, NullLogger<DeadlineTelling>.Instance);
        await telling.Tell(Cancel);
    }

    /// <summary>As if the time had come.</summary>
    private Task PassAsync(Guid thing) => SetDueAsync(thing, TimeSpan.FromMinutes(-1));

    private async Task SetDueAsync(Guid thing, TimeSpan ahead)
    {
        await using var owner = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await using var command = owner.CreateCommand(
            """
            update workspace.case_scope s set awaits_due = now() + @ahead
            from (select id, awaits_due from workspace.case_scope where id = @thing and awaits_due is not null) before where before.id = s.id returning before.awaits_due
            """);
        command.Parameters.AddWithValue("ahead", ahead);
        command.Parameters.AddWithValue("thing", thing);
        if (await command.ExecuteScalarAsync(Cancel) is DateTime before)
        {
            moved.TryAdd(thing, before);
        }
    }

    /// <summary>The newest first.</summary>
    private async Task<JsonNode[]> ToldAsync(Account person, Guid thing)
    {
        var all = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await Api.GetAsync(person, $"/api/deadlines/notices?size=200&cursor={Uri.EscapeDataString(cursor ?? "")}")).Expect(200).Json;
            all.AddRange(page["items"]!.AsArray().Select(row => row!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return [.. all.Where(notice => (Guid)notice["thing"]! == thing)];
    }
}
