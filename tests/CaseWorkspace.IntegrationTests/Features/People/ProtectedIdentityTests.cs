using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Microsoft.AspNetCore.Components;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.People;

/// <summary>Who is on the file and not named to the identity looks for the name everywhere.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class ProtectedIdentityTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task Somebody_of_the_file_who_is_not_named_finds_the_name_at_no_route_and_on_no_page()
    {
        var told = await ToldAsync();
        // Everything that can be asked about the file, the record and the identity, each with the times and words that could bring the name up.
        foreach (var account in new[] { OtherInvestigator, Supervisor, Prosecutor })
        {
            foreach (var route in RouteTable.All.Where(route => route.Method == HttpMethod.Get))
            {
                foreach (var path in PathsOf(route, told))
                {
                    foreach (var query in new[] { "", $"at={Uri.EscapeDataString(told.Before)}", $"search={told.Word}", $"search=Person%20{told.Word}", $"view=all&search={told.Word[..7]}", $"kind=person-recorded", "kind=person-fact-recorded" }
                        .Select(query => route.Taking(query)).Distinct())
                    {
                        var reply = await Api.GetAsync(account, $"{path}?{query}");
                        reply.Said.ShouldNotContain(told.Word, Case.Insensitive, $"{account} at {route}?{query}");
                        if (query.Contains("search=", StringComparison.Ordinal) && reply.Status == 200)
                            reply.Json["items"]!.AsArray().ShouldBeEmpty($"{account} at {route}?{query}");
                    }
                }
            }
        }

        // A change is answered without it too, and so is what is refused.
        var person = $"/api/people/{told.Person}";
        foreach (var (path, body) in new (string, JsonObject)[] { ("/facts", Bodies.PersonFact("other")), ("/status", Bodies.Status()), ("/protection", Bodies.Protection(told.Part.Id)) })
            (await Api.PostAsync(OtherInvestigator, person + path, body, await Api.VersionAsync(OtherInvestigator, person))).Said.ShouldNotContain(told.Word);
        (await Api.PutAsync(OtherInvestigator, person, Bodies.CorrectedPerson("other"), await Api.VersionAsync(OtherInvestigator, person))).Expect(422, "identity-protected");
        (await Api.PostAsync(OtherInvestigator, person + "/facts", Bodies.PersonFact("other"))).Expect(422, "identifies-protected");

        var web = workspace.Installation.Web.Address.GetLeftPart(UriPartial.Authority);
        using var browser = new CaseWorkspace.IntegrationTests.Identity.Visitor(web, "en", roaming: true);
        (await browser.FillSignInAsync(await browser.GetAsync("/"), "prosecutor")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        foreach (var page in typeof(CaseWorkspace.Features.AllFeatures).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>()).Select(one => one.Template))
        {
            foreach (var id in new[] { told.File.Id, told.Person, told.Identity })
            {
                var path = page.Replace("{Id:guid}", id.ToString(), StringComparison.Ordinal).Replace("{File:guid}", id.ToString(), StringComparison.Ordinal)
                    .Replace("{Segment}", "people", StringComparison.Ordinal).Replace("{SubFile:guid}", id.ToString(), StringComparison.Ordinal);
                foreach (var query in new[] { "", $"?at={Uri.EscapeDataString(told.Before)}" })
                    (await browser.GetAsync(path + query)).Html.ShouldNotContain(told.Word, Case.Insensitive, path);
            }
        }
    }

    [Fact]
    public async Task Who_is_named_reads_it_by_a_look_of_its_own_finds_it_by_the_name_and_sees_the_history()
    {
        var told = await ToldAsync();
        var before = await workspace.ScalarAsync<long>("select count(*) from journal.entry where operation = 'protected-identity.view' and granted and thing = @p1", told.Identity);
        var identity = (await Api.GetAsync(Investigator, $"/api/protected-identities/{told.Identity}")).Expect(200);
        identity.Text.ShouldContain($"Person {told.Word}");
        identity.Text.ShouldContain($"+995 555 {told.Word}");
        (await workspace.ScalarAsync<long>("select count(*) from journal.entry where operation = 'protected-identity.view' and granted and thing = @p1", told.Identity)).ShouldBe(before + 1);
        (await Api.GetAsync(Investigator, $"/api/protected-identities?search={told.Word}")).Expect(200).Json["items"]!.AsArray().ShouldHaveSingleItem()!["alias"]!.ToString().ShouldBe("Witness Alpha");
        // The record has the alias for everybody, also for the people named in the sub-file.
        (await Api.GetAsync(Investigator, $"/api/people/{told.Person}")).Expect(200).Text.ShouldNotContain(told.Word);
        (await Api.GetAsync(Investigator, "/api/people?search=Alpha")).Expect(200).Text.ShouldContain(told.Person.ToString());
        (await Api.GetAsync(Investigator, $"{told.File.Path}/timeline")).Expect(200).Text.ShouldContain($"Person {told.Word}");
        (await Api.GetAsync(OtherInvestigator, $"{told.File.Path}/timeline")).Expect(200).Text.ShouldContain("Witness Alpha");
    }

    [Fact]
    public async Task Two_people_open_it_again_and_a_sub_file_that_keeps_one_is_not_unsealed()
    {
        var told = await ToldAsync();
        var (identity, part) = ($"/api/protected-identities/{told.Identity}", $"/api/sub-files/{told.Part.Id}");
        (await Api.PostAsync(OtherSupervisor, part + "/unsealing", Bodies.Reason(), await Api.VersionAsync(OtherSupervisor, part))).Expect(422, "keeps-identities");
        (await Api.PostAsync(OtherSupervisor, identity + "/decision", Bodies.IdentityDecision(), await Api.VersionAsync(OtherSupervisor, identity))).Expect(200);
        (await Api.PostAsync(OtherSupervisor, identity + "/release", Bodies.Reason(), await Api.VersionAsync(OtherSupervisor, identity))).Expect(200);
        (await Api.GetAsync(OtherInvestigator, $"/api/people/{told.Person}")).Expect(200).Text.ShouldNotContain(told.Word);
        (await Api.PostAsync(OtherSupervisor, identity + "/decision", Bodies.IdentityDecision(), await Api.VersionAsync(OtherSupervisor, identity))).Expect(422, "asked-by-oneself");
        (await Api.PostAsync(OtherSupervisor, part + "/people", Bodies.Named(Prosecutor), await Api.VersionAsync(OtherSupervisor, part))).Expect(200);
        (await Api.PostAsync(Prosecutor, identity + "/decision", Bodies.IdentityDecision(), await Api.VersionAsync(Prosecutor, identity))).Expect(200);
        (await Api.GetAsync(OtherInvestigator, $"/api/people/{told.Person}")).Expect(200).Text.ShouldContain($"Person {told.Word}");
        (await Api.GetAsync(OtherInvestigator, $"/api/people?search={told.Word}")).Expect(200).Text.ShouldContain(told.Person.ToString());
        (await Api.GetAsync(OtherInvestigator, $"{told.File.Path}/people/as-of?at={Uri.EscapeDataString(told.Before)}")).Expect(200).Text.ShouldContain($"Person {told.Word}");
        (await Api.PostAsync(OtherSupervisor, part + "/unsealing", Bodies.Reason(), await Api.VersionAsync(OtherSupervisor, part))).Expect(200);
    }

    private static IEnumerable<string> PathsOf(Route route, Told told)
    {
        string[] ids = [told.File.Id.ToString(), told.Person.ToString(), told.Identity.ToString(), told.Part.Id.ToString()];
        return !route.ConcernsThing ? [route.Pattern]
            : ids.Select(id => System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{[^}]+\}", id, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    /// <summary>A file with a member and a prosecutor who are not named, and a person whose name was told before it was protected.</summary>
    private async Task<Told> ToldAsync()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        var word = Scenario.NewWord();
        var person = await workspace.Scenario.RecordedPerson(Investigator, file, word);
        var path = $"/api/people/{person}";
        (await Api.PostAsync(Investigator, path + "/facts", Bodies.PersonFact(word))).Expect(200);
        (await Api.PutAsync(Investigator, path, Bodies.CorrectedPerson(word).With("reason", $"Not {word}a"), await Api.VersionAsync(Investigator, path))).Expect(200);
        (await Api.PostAsync(Investigator, path + "/status", Bodies.Status().With("reason", $"Saw it, says {word}"), await Api.VersionAsync(Investigator, path))).Expect(200);
        (await Api.PostAsync(Investigator, path + "/screenings", Bodies.Screening("threats").With("note", $"{word} was calm"), await Api.VersionAsync(Investigator, path))).Expect(200);
        // The time of the database, in which the name stood open.
        var before = await workspace.ScalarAsync<DateTime>("select now()");
        (await Api.PostAsync(Investigator, path + "/protection", Bodies.Protection(part.Id), await Api.VersionAsync(Investigator, path))).Expect(200);
        var identity = (Guid)(await Api.GetAsync(Investigator, path)).Expect(200).Json["protection"]!["identity"]!;
        return new Told(file, part, person, identity, word, before.ToUniversalTime().ToString("O", System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed record Told(OpenFile File, OpenSubFile Part, Guid Person, Guid Identity, string Word, string Before);
}
