using System.Text.Json.Nodes;
using CaseWorkspace.AppHost.Database;
using CaseWorkspace.Features;
using CaseWorkspace.Features.Access;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using CaseWorkspace.Platform.Pipeline;
using CaseWorkspace.Platform.Policy;
using Npgsql;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>
/// A person who may do a thing in the own file names what is not of it: somebody else's evidence, another file of one's own, a stranger.
/// It is answered as what does not exist at all, and changes nothing.
/// </summary>
[Collection(SharedWorkspace.Name)]
public sealed class ForeignIdTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task An_answer_takes_along_no_evidence_of_another_file()
    {
        var own = await workspace.Scenario.InvestigationWithSealedEvidence();
        var part = await workspace.Scenario.SealedSubFile(own, Investigator, OtherSupervisor);
        var second = await workspace.Scenario.InvestigationWithSealedEvidence();
        var foreign = await workspace.Scenario.InvestigationWithSealedEvidence(OtherInvestigator, prosecutor: false);
        var request = await workspace.Scenario.IncomingRequestWithEvidence(States.Assigned, own);
        var other = await workspace.Scenario.IncomingRequestWithEvidence(States.Assigned, second);

        Task<Reply> AnswerAsync(Guid[] evidence, params Guid[] documents) =>
            workspace.Scenario.Act(request, Investigator, "answers", Bodies.Answer(request.Word, evidence, documents));
        var before = await workspace.EventsAsync();
        var missing = (await AnswerAsync([Guid.CreateVersion7()])).Expect(404);
        foreach (var id in new[] { foreign.Item, second.Item, part.Item, foreign.Id, second.Id, part.Id, other.Id, Guid.Empty })
        {
            (await AnswerAsync([id])).Whole.ShouldBe(missing.Whole);
            (await AnswerAsync([own.Item, id])).Whole.ShouldBe(missing.Whole);
        }

        // Of the file, and no evidence: told, for the person who answers sees it.
        (await AnswerAsync([request.Id])).Expect(422, "not-evidence");
        var noDocument = (await AnswerAsync([], Guid.CreateVersion7())).Expect(422, "no-such-document");
        (await AnswerAsync([], other.Document!.Value)).Whole.ShouldBe(noDocument.Whole);
        (await workspace.EventsAsync()).ShouldBe(before);
        (await AnswerAsync([own.Item], request.Document!.Value)).Expect(200);

        var outgoing = await workspace.Scenario.OutgoingRequest(States.Transmitted, own);
        foreach (var id in new[] { own.Item, foreign.Item, Guid.CreateVersion7() })
            (await workspace.Scenario.Act(outgoing, LiaisonFrance, "answers", Bodies.Answer(outgoing.Word, [id]))).Expect(422, "documents-not-evidence");
    }

    [Fact]
    public async Task People_who_are_not_what_is_asked_for_are_like_people_whom_nobody_knows()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        var request = await workspace.Scenario.IncomingRequestWithEvidence(States.Received);
        // Everybody is known to the workspace.
        foreach (var account in Accounts.All)
            await Api.GetAsync(account, "/api/journal?size=1");
        Account[] others = [Prosecutor, LiaisonFrance, Custodian, Auditor, IdentityAdmin];

        await AlikeAsync(file.Path, HttpMethod.Post, Investigator, file.Path + "/members", Bodies.Member, [.. others, Supervisor]);
        await AlikeAsync(file.Path, HttpMethod.Put, Investigator, file.Path + "/lead", person => Bodies.Lead(person), [.. others, Supervisor]);
        await AlikeAsync(file.Path, HttpMethod.Put, Supervisor, file.Path + "/prosecutor", Bodies.Prosecutor, [Investigator, Supervisor, Auditor]);
        await AlikeAsync(file.Path, HttpMethod.Post, Investigator, file.Path + "/restriction", Bodies.Restriction, [.. others, OtherInvestigator]);
        await AlikeAsync(null, HttpMethod.Post, Investigator, file.Path + "/sub-files", person => Bodies.SubFile("probe", person), [.. others, OtherInvestigator]);
        // On no team of the file, no matter who they are.
        await AlikeAsync(part.Path, HttpMethod.Post, Investigator, part.Path + "/people", Bodies.Named, [.. others, OtherInvestigator, Supervisor]);
        await AlikeAsync(request.Path, HttpMethod.Post, Supervisor, request.Path + "/assignment", person => Bodies.Assignment(person, file.Id), [.. others, OtherInvestigator]);
        await AlikeAsync(null, HttpMethod.Post, Investigator, "/api/stand-ins", person => Bodies.StandIn(person), [.. others, Supervisor, Investigator]);
        await AlikeAsync(null, HttpMethod.Post, Supervisor, "/api/stand-ins", person => Bodies.StandIn(OtherSupervisor).With("away", person.Id), [OtherInvestigator, Prosecutor, Auditor]);
        // A custodian must not learn by trying who works on the file, nor who is named in its sealed sub-file.
        await AlikeAsync(file.ItemPath, HttpMethod.Post, Investigator, file.ItemPath + "/custody", Bodies.Custody, [.. others.Except([Custodian]), Supervisor, OtherInvestigator]);
        foreach (var item in new[] { file.Item, part.Item })
        {
            await workspace.Scenario.InCustody(Investigator, item, Custodian);
            await AlikeAsync($"/api/evidence/{item}", HttpMethod.Post, Custodian, $"/api/evidence/{item}/custody", Bodies.Custody, [Prosecutor, LiaisonFrance, Auditor, Supervisor, OtherSupervisor, OtherInvestigator]);
        }

        var foreign = await workspace.Scenario.InvestigationWithSealedEvidence(OtherInvestigator, prosecutor: false);
        var missing = (await workspace.Scenario.Act(request, Supervisor, "assignment", Bodies.Assignment(Investigator, Guid.CreateVersion7()))).Expect(404);
        foreach (var id in new[] { foreign.Id, foreign.Item, part.Id, part.Item })
            (await workspace.Scenario.Act(request, Supervisor, "assignment", Bodies.Assignment(Investigator, id))).Whole.ShouldBe(missing.Whole);
    }

    [Fact]
    public async Task The_picker_of_colleagues_finds_names_and_says_nothing_of_any_file()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        await using var source = NpgsqlDataSource.Create(workspace.Installation.Database.ConnectionStringFor(DatabaseRole.App));
        var policy = new AccessPolicy(AllFeatures.Rules);
        using var keys = await PostgreSqlFixture.Current.TextKeysAsync();
        var pipeline = new QueryPipeline(source, policy, new JournalRecord(source, policy), keys, TimeProvider.System);
        Task<Answer<Page<ColleagueRow>>> FindAsync(Account account, string words) =>
            pipeline.List(new ColleagueList(null, null, 200, words), new Actor(account.Id, account.Name, [account.Role], account.Unit, [], "picker"));

        foreach (var account in new[] { Investigator, OtherInvestigator, Supervisor, Prosecutor, LiaisonSpain })
        {
            (await FindAsync(account, "VESTIGATOR-2")).Value!.Items.Select(row => row.Id).ShouldContain(OtherInvestigator.Id);
            foreach (var words in new[] { file.Word, file.Number, file.Id.ToString(), "Batumi", "%", "_", "\\", "' or true --", "oversight" })
                (await FindAsync(account, words)).Value!.Items.ShouldBeEmpty(words);
        }

        foreach (var account in new[] { Auditor, Custodian, IdentityAdmin })
            (await FindAsync(account, "investigator")).Refusal.ShouldBe(Refusal.NotForRole);
        typeof(ColleagueRow).GetProperties().Select(property => property.Name).ShouldBe(["Id", "Name", "Roles", "Unit"]);
    }

    private async Task AlikeAsync(string? versioned, HttpMethod method, Account by, string path, Func<Account, JsonObject> body, Account[] people)
    {
        var before = await workspace.EventsAsync();
        var seen = versioned is null ? (long?)null : await Api.VersionAsync(by, versioned);
        Task<Reply> TryAsync(Account person) => Api.SendAsync(new Call(method, path) { As = by, Body = body(person), Seen = seen });
        var unknown = (await TryAsync(Account.Somebody(Role.Investigator, "nobody"))).Expect(422);
        foreach (var person in people)
            (await TryAsync(person)).Whole.ShouldBe(unknown.Whole, $"{person} at {method} {path}");
        (await workspace.EventsAsync()).ShouldBe(before);
    }
}
