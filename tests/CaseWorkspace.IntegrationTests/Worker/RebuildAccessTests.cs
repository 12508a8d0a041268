using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Worker;

/// <summary>The verb rebuild-access, as an operator runs it, on a database whose access tables somebody changed past the workspace.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class RebuildAccessTests(Workspace workspace, OwnPeople own) : IClassFixture<OwnPeople>
{
    private string Owner => workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Owner);
    private string App => workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App);

    [Fact]
    public async Task What_was_written_past_the_workspace_is_named_corrected_and_in_the_journal()
    {
        var (file, other) = (await own.Scenario.InvestigationWithSealedEvidence(), await own.Scenario.InvestigationWithSealedEvidence());
        var intruder = await own.NewAsync(Role.Investigator, "intruder");
        var ended = await own.Scenario.InvestigationWithSealedEvidence();
        (await own.Api.PostAsync(Investigator, ended.Path + "/members", Bodies.Member(intruder), await own.Api.VersionAsync(Investigator, ended.Path))).Expect(200);
        (await own.Api.SendAsync(new Call(HttpMethod.Post, $"{ended.Path}/members/{intruder.Id}/removal")
        {
            As = Investigator, Body = new { reason = "Done." }, Seen = await own.Api.VersionAsync(Investigator, ended.Path),
        })).Expect(200);
        // What the application's own role can do, and what the owner can.
        await ExecuteAsync(App, $"insert into workspace.case_relation (scope, kind, subject, relation) values ('{file.Id}', 'investigation', 'person:{intruder.Id}', 'member')");
        await ExecuteAsync(App, $"update workspace.case_scope set level = 'restricted' where id = '{other.Id}'");
        await ExecuteAsync(Owner, $"delete from workspace.case_relation where scope = '{other.Id}' and relation = 'lead'");
        await ExecuteAsync(Owner, $"update workspace.person set unit = 'unit-2' where id = '{intruder.Id}'");
        // Prolonged and cut short, under one key.
        await ExecuteAsync(Owner, $"update workspace.case_relation set until = now() where scope = '{other.Id}' and relation = 'supervising-prosecutor'");
        await ExecuteAsync(Owner, $"update workspace.case_relation set until = null where scope = '{ended.Id}' and relation = 'member'");
        (await own.Api.GetAsync(intruder, ended.Path)).Expect(200);
        (await own.Api.GetAsync(intruder, file.Path)).Expect(200);
        (await own.Api.GetAsync(Investigator, other.Path)).Expect(404);

        var (named, lines) = await RunAsync("--dry-run");
        named.ShouldBe(1, lines);
        lines.ShouldContain("- case_relation " + "{\"kind\": \"investigation\", \"unit\": null, \"scope\": \"" + file.Id);
        lines.Split('\n').ShouldContain(line => line.StartsWith("+ case_relation", StringComparison.Ordinal) && line.Contains($"{other.Id}", StringComparison.Ordinal) && line.Contains("\"lead\"", StringComparison.Ordinal));
        (await own.Api.GetAsync(intruder, file.Path)).Expect(200);

        var (corrected, said) = await RunAsync();
        corrected.ShouldBe(0, said);
        (await own.Api.GetAsync(intruder, file.Path)).Expect(404);
        (await own.Api.GetAsync(Investigator, file.Path)).Expect(200);
        (await own.Api.GetAsync(Investigator, other.Path)).Expect(200);
        (await own.Api.GetAsync(Supervisor, other.Path)).Expect(200);
        (await own.Api.GetAsync(Prosecutor, other.Path)).Expect(200);
        (await own.Api.GetAsync(intruder, ended.Path)).Expect(404);
        (await workspace.ScalarAsync<long>("select count(*) from workspace.case_relation where scope = @p1 and relation = 'member' and until is not null", ended.Id)).ShouldBe(1);
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry where operation = 'access.rebuild' and file = @p1", file.Id)).ShouldBe(1);
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry where operation = 'access.rebuild' and file = @p1", other.Id)).ShouldBeGreaterThan(1);
        (await workspace.ScalarAsync<string>("select unit from workspace.person where id = @p1", intruder.Id)).ShouldBe(intruder.Unit);

        (await RunAsync("--dry-run")).ShouldBe((0, "The tables of access are what the events make of them.\n"));
    }

    [Fact]
    public async Task People_come_and_go_while_it_runs_and_nobody_keeps_or_loses_a_place_by_it()
    {
        var file = await own.Scenario.InvestigationWithSealedEvidence();
        var people = new List<Account>();
        for (var i = 0; i < 4; i++)
            people.Add(await own.NewAsync(Role.Investigator, $"comes and goes {i}"));
        using var done = new CancellationTokenSource();
        var writing = WriteAsync(done.Token);
        for (var i = 0; i < 3; i++)
        {
            // A row that no event made, of the very file that is written to.
            await ExecuteAsync(App, $"insert into workspace.case_relation (scope, kind, subject, relation) values ('{file.Id}', 'investigation', 'person:{Guid.CreateVersion7()}', 'member')");
            // Refused with 1 and a sentence, or done: never half done.
            var (code, said) = await RunAsync();
            code.ShouldBeInRange(0, 1, said);
        }

        await done.CancelAsync();
        (await writing).ShouldBeGreaterThan(10);
        (await RunAsync()).Code.ShouldBe(0);
        (await RunAsync("--dry-run")).Code.ShouldBe(0);

        async Task<int> WriteAsync(CancellationToken cancellation)
        {
            var written = 0;
            while (!cancellation.IsCancellationRequested)
            {
                var person = people[written % people.Count];
                (await own.Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(person), await VersionAsync())).Expect(200);
                (await own.Api.GetAsync(person, file.Path)).Expect(200);
                (await own.Api.SendAsync(new Call(HttpMethod.Post, $"{file.Path}/members/{person.Id}/removal")
                {
                    As = Investigator, Body = new { reason = "Done." }, Seen = await VersionAsync(),
                })).Expect(200);
                (await own.Api.GetAsync(person, file.Path)).Expect(404);
                written++;
            }

            return written;
        }

        Task<long> VersionAsync() => own.Api.VersionAsync(Investigator, file.Path);
    }

    private Task<(int Code, string Said)> RunAsync(params string[] options) =>
        WorkerVerb.RunAsync(["rebuild-access", .. options], ("ConnectionStrings__Owner", Owner));

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
