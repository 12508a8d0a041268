using System.Globalization;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.People;

/// <summary>A restricted record is read by the people who answer for the file, and by nobody else.</summary>
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
        // Other things call the person by name.
        var content = Bodies.OccurrenceContent("at the border").With("people", new System.Text.Json.Nodes.JsonArray(person));
        (await Api.PostAsync(Investigator, file.Path + "/occurrences", Bodies.Occurrence("").With("content", content))).Expect(201);
        (await Api.GetAsync(OtherInvestigator, file.Path + "/occurrences")).Expect(200).Text.ShouldContain($"Person {word}");

        (await Api.PostAsync(Investigator, path + "/restriction", Bodies.RecordRestriction().With("reason", $"Contests {word}"), await Api.VersionAsync(Investigator, path))).Expect(200);
        foreach (var account in new[] { OtherInvestigator, LiaisonFrance, Auditor })
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
                            (await Api.GetAsync(account, $"{at}?{query}")).Said.ShouldNotContain(word, Case.Insensitive, $"{account} at {at}?{query}");
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

        foreach (var named in new[] { "/occurrences", "/occurrences/named?people=true" })
            (await Api.GetAsync(Investigator, file.Path + named)).Expect(200).Text.ShouldNotContain(word, Case.Insensitive, "lists name it to nobody");

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

    /// <summary>On what its facts rest is said by the record, and so by no list beside it.</summary>
    [Fact]
    public async Task To_whom_its_facts_were_passed_is_listed_for_those_alone_who_read_it()
    {
        var (file, path) = await PassedAsync();
        (await Api.PostAsync(Investigator, path + "/restriction", Bodies.RecordRestriction(), await Api.VersionAsync(Investigator, path))).Expect(200);
        (await Api.GetAsync(OtherInvestigator, path + "/recipients")).Expect(200).Json["items"]!.AsArray().ShouldBeEmpty(file.Number);
        foreach (var account in new[] { Investigator, Supervisor, Prosecutor })
            (await Api.GetAsync(account, path + "/recipients")).Expect(200).Text.ShouldContain(file.Item.ToString());
    }

    /// <summary>The item that names a protected person would lead back to them.</summary>
    [Fact]
    public async Task On_what_the_facts_of_a_protected_person_rested_is_listed_for_those_alone_to_whom_the_identity_is_open()
    {
        var (file, path) = await PassedAsync();
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        (await Api.PostAsync(Investigator, path + "/protection", Bodies.Protection(part.Id), await Api.VersionAsync(Investigator, path))).Expect(200);
        foreach (var account in new[] { OtherInvestigator, Supervisor, Prosecutor })
            (await Api.GetAsync(account, path + "/recipients")).Expect(200).Text.ShouldNotContain(file.Item.ToString(), Case.Insensitive, account.Name);
        (await Api.GetAsync(Investigator, path + "/recipients")).Expect(200).Text.ShouldContain(file.Item.ToString());
    }

    /// <summary>A person of whom a fact rests on an item that the prosecutor opened, in a file with a member.</summary>
    private async Task<(OpenFile File, string Path)> PassedAsync()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        var path = $"/api/people/{await workspace.Scenario.RecordedPerson(Investigator, file)}";
        var fact = Bodies.PersonFact("passed");
        fact["content"]!["restsOn"] = file.Item;
        (await Api.PostAsync(Investigator, path + "/facts", fact)).Expect(200);
        (await Api.GetAsync(Prosecutor, $"/api/evidence/{file.Item}/content")).Expect(200);
        (await Api.GetAsync(OtherInvestigator, path + "/recipients")).Expect(200).Text.ShouldContain(file.Item.ToString());
        return (file, path);
    }
}
