using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>People of two roles try to take two duties on one file, by every way that gives a duty.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class SeparationOfDutiesTests(Workspace workspace, OwnPeople own) : IClassFixture<OwnPeople>
{
    private Api Api => own.Api;

    [Fact]
    public async Task An_author_who_became_the_prosecutor_does_not_release_the_answer()
    {
        var (both, token) = await SomebodyAsync("investigator", "prosecutor");
        var file = await own.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var request = await WrittenByAsync(file, both, token);
        await RemoveAsync(file, both);

        // Refused at the naming; and, where the table of relations was changed by hand, at the release.
        (await Api.PutAsync(Supervisor, file.Path + "/prosecutor", Bodies.Prosecutor(both), await Api.VersionAsync(Supervisor, file.Path)))
            .Expect(422, "works-and-prosecutes");
        workspace.WritesPastEvents(both.Id);
        await workspace.ScalarAsync<long>(
            "with made as (insert into workspace.case_relation (scope, kind, subject, relation) values (@p1, 'investigation', @p2, 'supervising-prosecutor') returning 1) select count(*) from made",
            file.Id, $"person:{both.Id}");
        (await SendAsync(token, HttpMethod.Post, request.Path + "/release", null, await workspace.VersionAsync(request.Id))).Expect(422, "own-draft");
        (await Api.GetAsync(LiaisonFrance, file.ItemPath + "/content")).Expect(404);
    }

    [Fact]
    public async Task An_old_question_of_somebody_who_prosecutes_the_file_since_is_not_granted()
    {
        var (both, token) = await SomebodyAsync("investigator", "prosecutor");
        var file = await own.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var ask = (await SendAsync(token, HttpMethod.Post, "/api/access-requests", Bodies.Ask(file.Number))).Expect(201).Id;
        (await Api.PutAsync(Supervisor, file.Path + "/prosecutor", Bodies.Prosecutor(both), await Api.VersionAsync(Supervisor, file.Path))).Expect(200);
        (await Api.PostAsync(Investigator, $"/api/access-requests/{ask}/grant", new JsonObject(), 1)).Expect(422, "works-and-prosecutes");
    }

    [Fact]
    public async Task Who_prosecutes_a_file_does_not_stand_in_for_its_lead_nor_who_investigates_it_for_its_prosecutor()
    {
        var lead = await own.NewAsync(Role.Investigator, "leads");
        var prosecutor = await own.NewAsync(Role.Prosecutor, "prosecutes");
        var (both, token) = await SomebodyAsync("investigator", "prosecutor");
        var prosecuted = await own.Scenario.InvestigationWithSealedEvidence(lead, prosecutor: false);
        (await Api.PutAsync(Supervisor, prosecuted.Path + "/prosecutor", Bodies.Prosecutor(both), await Api.VersionAsync(Supervisor, prosecuted.Path))).Expect(200);
        var other = await own.Scenario.InvestigationWithSealedEvidence(lead, prosecutor: false);
        (await Api.PutAsync(Supervisor, other.Path + "/prosecutor", Bodies.Prosecutor(prosecutor), await Api.VersionAsync(Supervisor, other.Path))).Expect(200);

        await LendAsync(lead, both);
        await LendAsync(prosecutor, both);
        // Prosecutes the one, and writes nothing in it for its lead.
        (await SendAsync(token, HttpMethod.Post, prosecuted.Path + "/evidence", Bodies.Evidence("w"))).Expect(404);
        (await SendAsync(token, HttpMethod.Get, prosecuted.Path)).Expect(200);
        // Of the other both duties are lent at once: neither counts.
        (await SendAsync(token, HttpMethod.Get, other.Path)).Expect(404);
    }

    [Fact]
    public async Task Who_keeps_an_item_of_a_file_does_not_come_to_work_on_it()
    {
        var (both, token) = await SomebodyAsync("custodian", "investigator");
        var file = await own.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        (await Api.PostAsync(Investigator, file.ItemPath + "/custody", Bodies.Custody(both), await Api.VersionAsync(Investigator, file.ItemPath))).Expect(200);
        var ask = (await SendAsync(token, HttpMethod.Post, "/api/access-requests", Bodies.Ask(file.Number))).Expect(201).Id;
        (await SendAsync(token, HttpMethod.Post, file.ItemPath + "/custody/acceptance", Bodies.TakenOver(), (await SendAsync(token, HttpMethod.Get, file.ItemPath + "/custody/offer")).Expect(200).Version)).Expect(200);
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(both), await Api.VersionAsync(Investigator, file.Path))).Expect(422, "works-and-keeps");
        (await Api.PutAsync(Investigator, file.Path + "/lead", Bodies.Lead(both), await Api.VersionAsync(Investigator, file.Path))).Expect(422, "works-and-keeps");
        (await Api.PostAsync(Investigator, $"/api/access-requests/{ask}/grant", new JsonObject(), 1)).Expect(422, "works-and-keeps");
    }

    [Fact]
    public async Task Who_supervises_or_prosecutes_a_file_keeps_none_of_its_items()
    {
        var (head, _) = await SomebodyAsync("custodian", "supervisor");
        var (prosecutor, _) = await SomebodyAsync("custodian", "prosecutor");
        var file = await own.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        (await Api.PutAsync(Supervisor, file.Path + "/prosecutor", Bodies.Prosecutor(prosecutor), await Api.VersionAsync(Supervisor, file.Path))).Expect(200);
        var receivers = (await Api.GetAsync(Investigator, file.ItemPath + "/custody/receivers?size=200")).Expect(200).Text;
        receivers.ShouldContain(Custodian.Id.ToString());
        foreach (var person in new[] { head, prosecutor })
        {
            receivers.ShouldNotContain(person.Id.ToString());
            (await Api.PostAsync(Investigator, file.ItemPath + "/custody", Bodies.Custody(person), await Api.VersionAsync(Investigator, file.ItemPath))).Expect(422, "cannot-take-over");
        }
    }

    [Fact]
    public async Task The_head_of_the_unit_does_not_come_to_work_on_its_files_in_a_second_role()
    {
        var (head, _) = await SomebodyAsync("investigator", "supervisor");
        var file = await own.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(head), await Api.VersionAsync(Investigator, file.Path))).Expect(422, "works-and-supervises");
        (await Api.PutAsync(Investigator, file.Path + "/lead", Bodies.Lead(head), await Api.VersionAsync(Investigator, file.Path))).Expect(422, "works-and-supervises");
    }

    [Fact]
    public async Task Who_brought_an_item_in_does_not_review_it_as_prosecutor()
    {
        var (both, token) = await SomebodyAsync("investigator", "prosecutor");
        var file = await own.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(both), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        var item = (await SendAsync(token, HttpMethod.Post, file.Path + "/evidence", Bodies.Evidence("w").With("kind", "physical-object"))).Expect(201).Id;
        await RemoveAsync(file, both);
        workspace.WritesPastEvents(both.Id);
        await workspace.ScalarAsync<long>(
            "with made as (insert into workspace.case_relation (scope, kind, subject, relation) values (@p1, 'investigation', @p2, 'supervising-prosecutor') returning 1) select count(*) from made",
            file.Id, $"person:{both.Id}");
        (await SendAsync(token, HttpMethod.Post, $"/api/evidence/{item}/reviews", Bodies.Review(), 1)).Expect(422, "own-draft");
    }

    private async Task<OpenRequest> WrittenByAsync(OpenFile file, Account author, string token)
    {
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(author), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        var request = await own.Scenario.IncomingRequestWithEvidence(States.Received);
        (await Api.PostAsync(Supervisor, request.Path + "/assignment", Bodies.Assignment(author, file.Id), await Api.VersionAsync(Supervisor, request.Path))).Expect(200);
        (await SendAsync(token, HttpMethod.Post, request.Path + "/answers", Bodies.Answer("w", [file.Item]), await workspace.VersionAsync(request.Id))).Expect(200);
        (await SendAsync(token, HttpMethod.Post, request.Path + "/submission", null, await workspace.VersionAsync(request.Id))).Expect(200);
        (await Api.PostAsync(Supervisor, request.Path + "/release", null, await workspace.VersionAsync(request.Id))).Expect(200);
        return request;
    }

    private async Task RemoveAsync(OpenFile file, Account person) => (await Api.SendAsync(new Call(
        HttpMethod.Post, $"{file.Path}/members/{person.Id}/removal") { As = Investigator, Body = new { reason = "Moves" }, Seen = await Api.VersionAsync(Investigator, file.Path) })).Expect(200);

    private async Task LendAsync(Account away, Account to)
    {
        var now = TimeProvider.System.GetUtcNow();
        (await Api.PostAsync(away, "/api/stand-ins", Bodies.StandIn(to, now.AddMinutes(-1), now.AddHours(1)))).Expect(201);
    }

    private Task<(Account Account, string Token)> SomebodyAsync(params string[] roles) => own.OfRolesAsync(roles);

    private Task<Reply> SendAsync(string token, HttpMethod method, string path, object? body = null, long? seen = null) =>
        Api.SendAsync(new Call(method, path) { Token = token, Body = body, Seen = seen });
}
