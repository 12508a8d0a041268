using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Journal;

/// <summary>The auditor is shown who looks at far more than usual, and nobody for whom much is usual.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class UnusualVolumeTests(Workspace workspace, OwnPeople own) : IClassFixture<OwnPeople>
{
    private const int Least = 100;

    [Fact]
    public async Task Who_looks_a_hundred_times_a_day_is_shown_unless_it_is_usual_for_the_person()
    {
        var (hasty, steady, quiet) = (await own.NewAsync(Role.Investigator, "hasty"), await own.NewAsync(Role.Investigator, "steady"), await own.NewAsync(Role.Investigator, "quiet"));
        await LookedAsync(hasty, daysAgo: 3, looks: 5);
        await LookedAsync(steady, daysAgo: 3, looks: Least);
        foreach (var (person, looks) in new[] { (hasty, Least), (steady, Least), (quiet, Least - 1) })
        {
            var file = await own.Scenario.InvestigationWithSealedEvidence(person, prosecutor: false);
            // A scenario looks once itself: it asks for the file's number.
            for (var look = 1; look < looks; look++)
                (await own.Api.GetAsync(person, file.Path)).Expect(200);
        }

        var rows = (await own.Api.GetAsync(Auditor, "/api/journal/volume?size=200")).Expect(200).Json["items"]!.AsArray();
        Of(rows, hasty).ShouldNotBeNull().ToJsonString().ShouldSatisfyAllConditions(
            row => row.ShouldContain($"\"reads\":{Least}"), row => row.ShouldContain("\"files\":1"), row => row.ShouldContain("\"usualReads\":5"));
        Of(rows, steady).ShouldBeNull();
        Of(rows, quiet).ShouldBeNull();
        (await own.Api.GetAsync(hasty, "/api/journal/volume")).Expect(403, "not-for-role");
    }

    private static JsonNode? Of(JsonArray rows, Account person) => rows.SingleOrDefault(row => (Guid)row!["person"]! == person.Id);

    /// <summary>Looks of a former day, as the owner of the schema restores them; a young journal has no part for that day's month yet.</summary>
    private async Task LookedAsync(Account person, int daysAgo, int looks)
    {
        await workspace.ScalarAsync<string>(
            $$"""
            do $do$ declare month date := date_trunc('month', now() - interval '{{daysAgo}} days')::date;
            begin
                execute format('create table if not exists journal.%I partition of journal.entry for values from (%L) to (%L)',
                    'entry_' || to_char(month, 'YYYY_MM'), to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00', to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
            end $do$;
            select ''
            """);
        (await workspace.ScalarAsync<long>(
            """
            with looked as (
                insert into journal.entry (id, at, actor, role, operation, processing, thing, file, relation, granted, session, purpose, correlation)
                select gen_random_uuid(), now() - make_interval(days => @p2, secs => n), @p1, 'investigator', 'investigation.view', 'consultation', one, one, 'lead',
                       true, 'former', 'investigation', 'former'
                from generate_series(1, @p3) n, gen_random_uuid() one returning 1)
            select count(*) from looked
            """, person.Id, daysAgo, looks)).ShouldBe(looks);
    }
}
