using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>Looks of several people that one statement answers (docs/adr/0014): nobody gets what another may see.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class LooksTogetherTests(Workspace workspace)
{
    private const int Times = 40;

    [Fact]
    public async Task People_who_look_at_the_same_moment_see_their_own_files_and_each_look_is_recorded()
    {
        var files = new Dictionary<Account, Guid>();
        foreach (var who in new[] { Investigator, OtherInvestigator })
            files[who] = (await workspace.Api.PostAsync(who, "/api/investigations", Bodies.Investigation(Scenario.NewWord()))).Expect(201).Id;
        var nothing = Guid.CreateVersion7();
        var missing = (await workspace.Api.GetAsync(Investigator, $"/api/investigations/{nothing}")).Expect(404).Whole;

        // Both hold the same role: their looks share statements.
        var looks = Enumerable.Range(0, Times).SelectMany(_ =>
            from who in files.Keys from thing in files.Values.Append(nothing) select (Who: who, Thing: thing)).ToArray();
        var replies = await Task.WhenAll(looks.Select(async look =>
            (look.Who, look.Thing, Reply: await workspace.Api.GetAsync(look.Who, $"/api/investigations/{look.Thing}"))));

        foreach (var (who, thing, reply) in replies)
        {
            if (files[who] == thing)
                ((Guid)reply.Expect(200).Json["id"]!).ShouldBe(thing);
            else
                reply.Expect(404).Whole.ShouldBe(missing);
        }

        foreach (var (who, file) in files)
        {
            (await Recorded(who, file, granted: true)).ShouldBe(Times);
            foreach (var other in files.Values.Append(nothing).Where(thing => thing != file))
                (await Recorded(who, other, granted: false)).ShouldBe(Times + (who == Investigator && other == nothing ? 1 : 0));
        }
    }

    private Task<long> Recorded(Account who, Guid thing, bool granted) => workspace.ScalarAsync<long>(
        "select count(*) from journal.entry where actor = @p1 and thing = @p2 and granted = @p3 and operation = 'investigation.view'",
        who.Id, thing, granted);
}
