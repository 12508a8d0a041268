using System.Globalization;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.People;

/// <summary>A restricted record is read by those who answer for the file, and by nobody else anywhere.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class RestrictedRecordTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task A_member_sees_its_number_alone_until_it_is_lifted_and_nobody_finds_it_by_its_words()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        var word = Scenario.NewWord();
        var person = await workspace.Scenario.RecordedPerson(Investigator, file, word);
        var path = $"/api/people/{person}";
        (await Api.PostAsync(Investigator, path + "/facts", Bodies.PersonFact(word))).Expect(200);
        (await Api.PostAsync(Investigator, path + "/category", Bodies.Category().With("reason", $"Says {word}"), await Api.VersionAsync(Investigator, path))).Expect(200);
        (await Api.GetAsync(OtherInvestigator, path)).Expect(200).Text.ShouldContain(word);
        (await workspace.ScalarAsync<bool>("select awaits_due is not null from workspace.case_scope where id = @p1", person)).ShouldBeTrue();

        (await Api.PostAsync(Investigator, path + "/restriction", Bodies.RecordRestriction().With("reason", $"Contests {word}"), await Api.VersionAsync(Investigator, path))).Expect(200);
        foreach (var account in new[] { OtherInvestigator, OtherSupervisor, Auditor })
        {
            foreach (var route in RouteTable.All.Where(route => route.Method == HttpMethod.Get))
            {
                foreach (var id in route.ConcernsThing ? new[] { file.Id, person } : [Guid.Empty])
                {
                    var at = System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{[^}]+\}", id.ToString(), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
                    foreach (var query in new[] { "", route.Taking($"search={word}"), route.Taking($"at={Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddSeconds(-1).ToString("O", CultureInfo.InvariantCulture))}") }.Distinct())
                    {
                        // The auditor reads what was searched for.
                        if (account != Auditor || !route.Pattern.Contains("journal", StringComparison.Ordinal))
                            (await Api.GetAsync(account, $"{at}?{query}")).Whole.ShouldNotContain(word, Case.Insensitive, $"{account} at {at}?{query}");
                    }
                }
            }
        }

        var shown = (await Api.GetAsync(OtherInvestigator, path)).Expect(200).Json;
        (shown["number"]!.ToString(), shown["restriction"]!["ground"]!.ToString()).ShouldBe(("P-001", "accuracy-contested"));
        foreach (var account in new[] { Investigator, Supervisor, Prosecutor })
        {
            (await Api.GetAsync(account, path)).Expect(200).Text.ShouldContain(word);
            var row = (await Api.GetAsync(account, file.Path + "/people")).Expect(200).Json["items"]!.AsArray().ShouldHaveSingleItem()!;
            ((bool)row["isRestricted"]!, row["name"]?.ToString()).ShouldBe((true, null));
            (await Api.GetAsync(account, $"/api/people?search={word}")).Expect(200).Json["items"]!.AsArray().ShouldBeEmpty();
        }

        (await Api.GetAsync(OtherInvestigator, "/api/people?search=P-001")).Expect(200).Json["items"]!.AsArray().ShouldContain(row => row!["id"]!.ToString() == person.ToString());
        (await Api.PostAsync(Investigator, path + "/facts", Bodies.PersonFact("late"))).Expect(422, "record-restricted");
        (await Api.PostAsync(Investigator, path + "/erasure", Bodies.Erasure(), await Api.VersionAsync(Investigator, path))).Expect(422, "record-restricted");
        (await workspace.ScalarAsync<bool>("select awaits_due is null from workspace.case_scope where id = @p1", person)).ShouldBeTrue();

        (await Api.PostAsync(Supervisor, path + "/restriction/end", Bodies.Reason(), await Api.VersionAsync(Supervisor, path))).Expect(200);
        (await Api.GetAsync(OtherInvestigator, path)).Expect(200).Text.ShouldContain($"Person {word}");
        (await Api.GetAsync(OtherInvestigator, $"{file.Path}/timeline")).Expect(200).Text.ShouldContain($"Contests {word}");
        (await Api.GetAsync(OtherInvestigator, $"/api/people?search={word}")).Expect(200).Json["items"]!.AsArray().ShouldHaveSingleItem();
        (await Api.PostAsync(OtherInvestigator, path + "/facts", Bodies.PersonFact("late"))).Expect(200);
    }
}
