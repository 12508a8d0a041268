using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.People;

/// <summary>A fact is put right: the history keeps both, the record shows the right one, and those are listed to whom the wrong one was passed.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class RectifiedFactTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task No_fact_rests_on_an_item_that_is_privileged_or_was_withdrawn()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var person = $"/api/people/{await workspace.Scenario.RecordedPerson(Investigator, file)}";
        foreach (var (item, act) in new[] { (file.Item, "/withdrawal"), (file.OtherItem, "/privilege") })
        {
            var path = $"/api/evidence/{item}";
            (await Api.PostAsync(Investigator, path + act, Bodies.Reason(), await Api.VersionAsync(Investigator, path))).Expect(200);
            var fact = Bodies.PersonFact("cites");
            fact["content"]!["restsOn"] = item;
            (await Api.PostAsync(Investigator, person + "/facts", fact)).Expect(422, "source-privileged").Fields.ShouldBe(["content.restsOn"], act);
        }
    }

    [Fact]
    public async Task What_was_wrong_stays_in_the_history_and_all_are_listed_who_got_the_item_it_rests_on()
    {
        // The item went along with the answer to France.
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var (wrong, right) = (Scenario.NewWord(), Scenario.NewWord());
        var person = await workspace.Scenario.RecordedPerson(Investigator, file, "rectified");
        var path = $"/api/people/{person}";
        (await Api.GetAsync(Investigator, path + "/recipients")).Expect(200).Json["items"]!.AsArray().ShouldBeEmpty();
        var fact = Bodies.PersonFact(wrong);
        fact["content"]!["restsOn"] = file.Item;
        (await Api.PostAsync(Investigator, path + "/facts", fact)).Expect(200);
        await workspace.Scenario.IncomingRequestWithEvidence("answered", file);
        (await Api.GetAsync(Prosecutor, $"/api/evidence/{file.Item}/content")).Expect(200);
        // Of another item nothing is listed.
        (await Api.GetAsync(Prosecutor, $"/api/evidence/{file.OtherItem}/content")).Expect(200);

        var kept = (Guid)(await Api.GetAsync(Investigator, path)).Expect(200).Json["facts"]![0]!["id"]!;
        (await Api.PostAsync(Investigator, $"{path}/facts/{kept}/withdrawal", Bodies.CorrectedFact(right), await Api.VersionAsync(Investigator, path))).Expect(200);
        var facts = (await Api.GetAsync(Investigator, path)).Expect(200).Json["facts"]!.AsArray();
        facts.ShouldHaveSingleItem()!["content"]!["value"]!.ToString().ShouldContain(right);
        var timeline = (await Api.GetAsync(Investigator, $"{file.Path}/timeline?size=100")).Expect(200).Text;
        foreach (var said in new[] { wrong, right, "A digit was misread" })
            timeline.ShouldContain(said);
        (await Api.GetAsync(Investigator, $"/api/people?search={right}")).Expect(200).Json["items"]!.AsArray().ShouldHaveSingleItem();

        var passed = (await Api.GetAsync(Investigator, path + "/recipients")).Expect(200).Json["items"]!.AsArray();
        var told = passed.Select(row => $"{row!["number"]} {row["operation"]} {row["to"]}").ToArray();
        told.ShouldContain(row => row.StartsWith("R-", StringComparison.Ordinal) && row.Contains("request.transmit", StringComparison.Ordinal) && row.Contains("FR", StringComparison.Ordinal), string.Join('\n', told));
        told.ShouldContain(row => row.StartsWith("E-001 evidence.download", StringComparison.Ordinal));
        told.ShouldNotContain(row => row.StartsWith("E-002", StringComparison.Ordinal));
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry where thing = @p1 and operation = 'person.list-recipients' and granted", person)).ShouldBe(2);
    }
}
