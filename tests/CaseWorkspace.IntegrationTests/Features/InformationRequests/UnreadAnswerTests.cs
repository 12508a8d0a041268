using CaseWorkspace.AppHost.Database;
using CaseWorkspace.IntegrationTests.Fixtures;
using Npgsql;
using Shouldly;
using Xunit;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>Whether somebody has read an answer is asked of the journal for each row of a desk: it is served by an index of its own.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class UnreadAnswerTests(Workspace workspace)
{
    [Fact]
    // Of somebody who has looked at much: of a person without any entry each index costs the same.
    public async Task Whether_an_answer_was_read_is_found_by_thing_and_actor_alone()
    {
        await using var owner = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.Owner));
        // Else the plan rests on when the database counted last.
        await using (var count = owner.CreateCommand("analyze journal.entry"))
            await count.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var plan = await workspace.ScalarAsync<string>(
            """
            set enable_seqscan = off;
            explain (format json) select from journal.entry e
            where e.thing = @p1 and e.actor = @p2 and e.at > now() - interval '1 day' and e.granted and e.operation = 'request.view' and not e.followed
            """,
            Guid.CreateVersion7(), Accounts.Investigator.Id);
        var conditions = plan.Split('\n').Where(line => line.Contains("\"Index Cond\"", StringComparison.Ordinal)).ToArray();
        conditions.ShouldNotBeEmpty();
        conditions.ShouldAllBe(line => line.Contains("thing =", StringComparison.Ordinal) && line.Contains("actor =", StringComparison.Ordinal));
    }
}
