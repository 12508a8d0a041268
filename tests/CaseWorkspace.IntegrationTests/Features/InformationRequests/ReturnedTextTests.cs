using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Features.Access;
using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.InformationRequests;

/// <summary>Who wrote a text that was returned does not let out the one that came after it, also if another person sent that.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class ReturnedTextTests(OwnPeople own) : IClassFixture<OwnPeople>
{
    [Fact]
    public async Task The_author_of_a_returned_refusal_does_not_release_the_next_one()
    {
        var second = await own.NewAsync(Role.Supervisor, "heads the unit too");
        var request = await own.Scenario.IncomingRequestWithEvidence(States.Assigned);
        await ActAsync(request, Supervisor, "refusal", Bodies.Refusal());
        await ActAsync(request, second, "return", Bodies.Return());
        await ActAsync(request, request.File!.Lead, "refusal", Bodies.Refusal());

        (await own.Scenario.Act(request, Supervisor, "release")).Expect(422, "own-draft");
        (await DeskAsync(Supervisor)).ShouldNotContain(request.Id.ToString());
        (await DeskAsync(second)).ShouldContain(request.Id.ToString());
        await ActAsync(request, second, "release");
    }

    [Fact]
    public async Task Once_a_text_is_let_out_its_authors_let_out_what_others_write_later()
    {
        var second = await own.NewAsync(Role.Supervisor, "heads the unit too");
        var request = await own.Scenario.IncomingRequestWithEvidence(States.Assigned);
        await ActAsync(request, Supervisor, "refusal", Bodies.Refusal());
        await ActAsync(request, second, "return", Bodies.Return());
        await ActAsync(request, request.File!.Lead, "clarifications", Bodies.Clarification("w"));
        // What was returned may stand in the next text, of any kind.
        (await own.Scenario.Act(request, Supervisor, "release")).Expect(422, "own-draft");
        await ActAsync(request, second, "release");
        await ActAsync(request, LiaisonFrance, "clarifications", Bodies.Clarification("w"));
        await ActAsync(request, request.File!.Lead, "clarifications", Bodies.Clarification("w"));
        await ActAsync(request, Supervisor, "release");
    }

    private async Task ActAsync(OpenRequest request, Account by, string act, JsonObject? body = null) =>
        (await own.Scenario.Act(request, by, act, body)).Expect(200);

    private async Task<string> DeskAsync(Account account) => (await own.Api.GetAsync(account, "/api/information-requests?size=200")).Expect(200).Text;
}
