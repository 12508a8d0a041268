using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>A person who stands in has what the other holds by name or post, and nothing that the other was let see for a moment.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class StandInTests(Workspace workspace, OwnPeople people) : IClassFixture<OwnPeople>
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task A_stand_in_has_the_others_files_and_no_part_in_the_others_broken_glass()
    {
        var away = await Api.Tokens.WithSecondFactorAsync(Role.Investigator);
        var own = (await Api.PostAsync(away, "/api/investigations", Bodies.Investigation(Scenario.NewWord()))).Expect(201).Id;
        var entered = await workspace.Scenario.InvestigationWithSealedEvidence(OtherInvestigator, prosecutor: false);
        (await Api.PostAsync(away, "/api/break-glass", Bodies.Glass(entered.Number))).Expect(201);
        (await Api.GetAsync(away, entered.Path)).Expect(200);
        var now = TimeProvider.System.GetUtcNow();
        var standIn = (await Api.PostAsync(away, "/api/stand-ins", Bodies.StandIn(Investigator, now.AddMinutes(-1), now.AddHours(1)))).Expect(201).Id;

        (await Api.GetAsync(Investigator, $"/api/investigations/{own}")).Expect(200);
        foreach (var path in new[] { entered.Path, entered.Path + "/timeline", entered.Path + "/evidence", entered.ItemPath, entered.ItemPath + "/content" })
            (await Api.GetAsync(Investigator, path)).Expect(404);
        foreach (var list in new[] { "/api/investigations?size=200", $"/api/investigations?search={entered.Word}", $"/api/evidence?search={entered.Word}" })
            (await Api.GetAsync(Investigator, list)).Expect(200).Text.ShouldNotContain(entered.Word);

        (await SeenByAsync(away, $"/api/investigations/{own}/access?size=200")).Single(row => row.StartsWith($"person:{Investigator.Id} lead for ", StringComparison.Ordinal)).ShouldEndWith(away.Name);
        string[] standing = [$"person:{OtherInvestigator.Id} lead for ", $"person:{away.Id} break-glass for ", "unit:unit-2 unit-supervisor for "];
        (await SeenByAsync(OtherInvestigator, $"/api/investigations/{entered.Id}/access?size=200")).Distinct().ShouldBe(standing, ignoreOrder: true);
        (await SeenByAsync(Auditor, $"/api/access?number={entered.Number}&size=200")).Distinct().ShouldBe(standing, ignoreOrder: true);

        (await Api.PostAsync(away, $"/api/stand-ins/{standIn}/end", Bodies.Reason())).Expect(200);
        (await Api.GetAsync(Investigator, $"/api/investigations/{own}")).Expect(404);
    }

    [Fact]
    public async Task A_person_who_stands_in_lends_nothing_on()
    {
        var first = await workspace.Scenario.InvestigationWithSealedEvidence(Investigator, prosecutor: false);
        var second = await Api.Tokens.WithSecondFactorAsync(Role.Investigator);
        var third = await Api.Tokens.WithSecondFactorAsync(Role.Investigator);
        // The workspace learns of people by their first call.
        foreach (var person in new[] { second, third })
            (await Api.GetAsync(person, first.Path)).Expect(404);
        var now = TimeProvider.System.GetUtcNow();
        var lent = (await Api.PostAsync(Investigator, "/api/stand-ins", Bodies.StandIn(second, now.AddMinutes(-1), now.AddHours(1)))).Expect(201).Id;
        (await Api.PostAsync(second, "/api/stand-ins", Bodies.StandIn(third, now.AddMinutes(-1), now.AddHours(1)))).Expect(201);

        (await Api.GetAsync(second, first.Path)).Expect(200);
        (await Api.GetAsync(third, first.Path)).Expect(404);
        (await Api.PostAsync(Investigator, $"/api/stand-ins/{lent}/end", Bodies.Reason())).Expect(200);
    }

    [Fact]
    public async Task A_person_who_stands_in_sees_what_they_seal_as_long_as_they_stand_in_and_what_is_open_in_it_afterwards()
    {
        var (away, standIn, another) = (await people.NewAsync(Role.Investigator, "leads"), await people.NewAsync(Role.Investigator, "seals"), await people.NewAsync(Role.Investigator, "comes later"));
        var head = await people.NewAsync(Role.Supervisor, "supervises");
        var file = await people.Scenario.InvestigationWithSealedEvidence(away, prosecutor: false);
        var lent = await LendAsync(away, standIn);
        var part = await people.Scenario.SealedSubFile(file, standIn, head);
        foreach (var path in new[] { part.Path, $"/api/evidence/{part.Item}", $"/api/information-requests/{part.Request}" })
        {
            (await people.Api.GetAsync(standIn, path)).Expect(200);
            (await people.Api.GetAsync(away, path)).Expect(404);
        }

        (await people.Api.PostAsync(away, $"/api/stand-ins/{lent}/end", Bodies.Reason())).Expect(200);
        (await people.Api.GetAsync(standIn, part.Path)).Expect(404);
        (await people.Api.GetAsync(head, part.Path)).Expect(200);

        await LendAsync(away, another);
        (await people.Api.GetAsync(another, part.Path)).Expect(404);
        (await people.Api.PostAsync(head, part.Path + "/unsealing", Bodies.Reason(), await people.Api.VersionAsync(head, part.Path))).Expect(200);
        foreach (var path in new[] { part.Path, $"/api/evidence/{part.Item}", $"/api/information-requests/{part.Request}" })
            foreach (var one in new[] { away, another })
                (await people.Api.GetAsync(one, path)).Expect(200);
    }

    [Fact]
    public async Task What_is_lent_for_a_while_is_not_made_lasting_by_the_person_who_has_it()
    {
        var (away, standIn) = (await people.NewAsync(Role.Investigator, "lends"), await people.NewAsync(Role.Investigator, "borrows"));
        var file = await people.Scenario.InvestigationWithSealedEvidence(away, prosecutor: false);
        (await people.Api.PostAsync(standIn, "/api/access-requests", Bodies.Ask(file.Number))).Expect(201);
        await LendAsync(away, standIn);
        var version = await people.Api.VersionAsync(standIn, file.Path);
        (await people.Api.PostAsync(standIn, file.Path + "/members", Bodies.Member(standIn), version)).Expect(422, "own-standing");
        (await people.Api.PutAsync(standIn, file.Path + "/lead", Bodies.Lead(standIn), version)).Expect(422, "own-standing");
        var ask = (Guid)(await people.Api.GetAsync(standIn, "/api/access-requests?size=200")).Expect(200).Json["items"]!.AsArray()
            .Single(one => (string)one!["number"]! == file.Number)!["id"]!;
        (await people.Api.PostAsync(standIn, $"/api/access-requests/{ask}/grant", new JsonObject(), 1)).Expect(422, "own-standing");
    }

    [Fact]
    public async Task A_stand_in_of_a_custodian_sees_nothing_of_a_restricted_file()
    {
        var (away, standIn, head) = (await people.NewAsync(Role.Custodian, "keeps", "custody"), await people.NewAsync(Role.Custodian, "stands in", "custody"), await people.NewAsync(Role.Supervisor, "heads the store", "custody"));
        var file = await people.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        await people.Scenario.InCustody(Investigator, file.Item, away);
        var now = TimeProvider.System.GetUtcNow();
        (await people.Api.PostAsync(head, "/api/stand-ins", Bodies.StandInFor(away, standIn, now.AddMinutes(-1), now.AddHours(1)))).Expect(201);
        (await people.Api.GetAsync(standIn, file.ItemPath + "/content")).Expect(200);
        (await people.Api.PostAsync(Investigator, file.Path + "/restriction", Bodies.Restriction(OtherSupervisor), await people.Api.VersionAsync(Investigator, file.Path))).Expect(200);
        (await people.Api.GetAsync(standIn, file.ItemPath + "/content")).Expect(404);
        (await people.Api.GetAsync(standIn, file.ItemPath)).Expect(404);
        (await people.Api.GetAsync(away, file.ItemPath)).Expect(200);
        (await people.Api.GetAsync(standIn, "/api/evidence?size=200")).Expect(200).Text.ShouldNotContain(file.Item.ToString());
        // The level is that of the file: lifted there, the item is open to the stand-in again.
        (await people.Api.PostAsync(Supervisor, file.Path + "/restriction/end", Bodies.Reason(), await people.Api.VersionAsync(Supervisor, file.Path))).Expect(200);
        (await people.Api.GetAsync(standIn, file.ItemPath)).Expect(200);
    }

    [Fact]
    public async Task A_post_is_lent_for_no_longer_than_it_is_held()
    {
        var (head, standIn) = (await people.NewAsync(Role.Supervisor, "heads the unit"), await people.NewAsync(Role.Supervisor, "heads another", "unit-2"));
        var file = await people.Scenario.InvestigationWithSealedEvidence(await people.NewAsync(Role.Investigator, "leads on"), prosecutor: false);
        await LendAsync(head, standIn);
        (await people.Api.GetAsync(standIn, file.Path)).Expect(200);
        await people.KnownAsync(head with { Unit = "unit-3" });
        (await people.Api.GetAsync(standIn, file.Path)).Expect(404);
    }

    private async Task<Guid> LendAsync(Account away, Account to)
    {
        var now = TimeProvider.System.GetUtcNow();
        return (await people.Api.PostAsync(away, "/api/stand-ins", Bodies.StandIn(to, now.AddMinutes(-1), now.AddHours(1)))).Expect(201).Id;
    }

    /// <summary>Who stands how to the file itself, for whom.</summary>
    private async Task<IReadOnlyList<string>> SeenByAsync(Account account, string path)
    {
        var answer = (await Api.GetAsync(account, path)).Expect(200).Json;
        return [.. answer["items"]!.AsArray().Where(row => (string)row!["thingKind"]! == "investigation")
            .Select(row => $"{row!["subject"]} {row["relation"]} for {row["standsInFor"]}")];
    }
}
