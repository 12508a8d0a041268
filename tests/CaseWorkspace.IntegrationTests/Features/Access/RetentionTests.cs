using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Pipeline;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Answers and purposes are forgotten when their time is over, with the application's own rights, and nothing younger is.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class RetentionTests(Workspace workspace)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_older_than_its_time_is_forgotten_in_batches_and_what_is_younger_stays()
    {
        var (now, person) = (TimeProvider.System.GetUtcNow(), Guid.CreateVersion7());
        await using var app = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App));
        // The application sets no times: these are written by the owner.
        await using var owner = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        await KeepAsync("insert into workspace.answered (actor, key, fingerprint, target, version, at) select @person, n::text, '', @person, 1, @at from generate_series(1, @count) n", now - Retention.Answers - Day, (2 * Retention.Batch) + 1);
        await KeepAsync("insert into workspace.answered (actor, key, fingerprint, target, version, at) select @person, 'young ' || n, '', @person, 1, @at from generate_series(1, @count) n", now - Retention.Answers + Day, 3);
        await KeepAsync("insert into workspace.purpose_stated (session, person, file, purpose, at) select n::text, @person, @person, 'other', @at from generate_series(1, @count) n", now - Retention.Purposes - Day, 5);
        await KeepAsync("insert into workspace.purpose_stated (session, person, file, purpose, at) select 'young ' || n, @person, @person, 'other', @at from generate_series(1, @count) n", now - Retention.Purposes + Day, 2);
        var others = await CountAsync("answered where actor", "<>") + await CountAsync("purpose_stated where person", "<>");

        (await new Retention(app).Delete(now, Cancel)).ShouldBe((2 * Retention.Batch) + 1 + 5);
        (await CountAsync("answered where actor", "=")).ShouldBe(3);
        (await CountAsync("purpose_stated where person", "=")).ShouldBe(2);
        (await CountAsync("answered where actor", "<>") + await CountAsync("purpose_stated where person", "<>")).ShouldBe(others);
        (await new Retention(app).Delete(now, Cancel)).ShouldBe(0);
        (await new Retention(app).Delete(now + (2 * Day), Cancel)).ShouldBe(5);

        async Task KeepAsync(string sql, DateTimeOffset at, int count)
        {
            await using var command = owner.CreateCommand(sql);
            command.Parameters.AddWithValue("person", person);
            command.Parameters.AddWithValue("at", at.UtcDateTime);
            command.Parameters.AddWithValue("count", count);
            (await command.ExecuteNonQueryAsync(Cancel)).ShouldBe(count);
        }

        Task<long> CountAsync(string rows, string like) => workspace.ScalarAsync<long>($"select count(*) from workspace.{rows} {like} @p1", person);
    }

    [Fact]
    public async Task A_repetition_gets_the_first_answer_until_it_is_forgotten()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var key = $"note-{file.Word}";
        Task<Reply> NoteAsync() => workspace.Api.SendAsync(new Call(HttpMethod.Post, file.Path + "/notes")
        {
            As = Investigator, Body = Bodies.Note(file.Word), Headers = [("Idempotency-Key", key)],
        });
        var first = (await NoteAsync()).Expect(200).Version;
        (await NoteAsync()).Expect(200).Version.ShouldBe(first);

        // As seven days later, for this one answer.
        await using (var owner = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Owner)))
        await using (var command = owner.CreateCommand("update workspace.answered set at = at - interval '8 days' where key = @key"))
        {
            command.Parameters.AddWithValue("key", key);
            (await command.ExecuteNonQueryAsync(Cancel)).ShouldBe(1);
        }

        await using var app = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App));
        (await new Retention(app).Delete(TimeProvider.System.GetUtcNow(), Cancel)).ShouldBeGreaterThan(0);
        (await NoteAsync()).Expect(200).Version.ShouldBe(first + 1);
    }
}
