using System.Text.Json.Nodes;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Two duties on one file are taken up at the same time, by commands that write to different streams: one of them is refused.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class SimultaneousDutiesTests(Workspace workspace, OwnPeople own) : IClassFixture<OwnPeople>
{
    private const int Rounds = 8;

    private Api Api => own.Api;

    [Theory]
    [InlineData("members", "investigator")]
    [InlineData("lead", "investigator")]
    [InlineData("grant", "investigator")]
    [InlineData("prosecutor", "prosecutor")]
    public async Task A_person_who_takes_an_item_into_custody_is_not_named_to_its_file_at_once(string way, string role)
    {
        var file = await own.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var lead = Investigator;
        for (var round = 0; round < Rounds; round++)
        {
            var (both, token) = await own.OfRolesAsync("custodian", role);
            var item = (await Api.PostAsync(lead, file.Path + "/evidence", Bodies.Evidence("race"))).Expect(201).Id;
            var custody = $"/api/evidence/{item}/custody";
            (await Api.PostAsync(lead, custody, Bodies.Custody(both), 1)).Expect(200);
            var offered = (await Api.SendAsync(new Call(HttpMethod.Get, custody + "/offer") { Token = token })).Expect(200).Version;
            var naming = await NamingAsync(way, file, lead, both, token);

            // In every second round both have read before either writes.
            await using var held = round % 2 == 0 ? await workspace.HoldAsync("lock table workspace.case_relation in exclusive mode") : null;
            var taken = Api.SendAsync(new Call(HttpMethod.Post, custody + "/acceptance") { Token = token, Body = Bodies.TakenOver(), Seen = offered });
            var named = Api.SendAsync(naming);
            if (held is not null)
            {
                await WaitersAsync(2);
                await held.DisposeAsync();
            }

            var replies = await Task.WhenAll(taken, named);
            replies.Count(reply => reply.Status == 200).ShouldBe(1, $"round {round}: {replies[0]} and {replies[1]}");
            replies.Single(reply => reply.Status != 200).Status.ShouldBeOneOf(404, 409, 422);
            (await workspace.ScalarAsync<long>(
                "select count(distinct workspace.duty(relation)) from workspace.case_relation where subject = @p1 and (until is null or until > now()) and workspace.duty(relation) is not null",
                $"person:{both.Id}")).ShouldBe(1);
            if (way == "lead" && replies[1].Status == 200)
                lead = both;
            if (lead != Investigator)
                break;
        }
    }

    private async Task<Call> NamingAsync(string way, OpenFile file, Account lead, Account person, string token)
    {
        if (way == "grant")
        {
            var ask = (await Api.SendAsync(new Call(HttpMethod.Post, "/api/access-requests") { Token = token, Body = Bodies.Ask(file.Number) })).Expect(201).Id;
            return new Call(HttpMethod.Post, $"/api/access-requests/{ask}/grant") { As = lead, Body = new JsonObject(), Seen = 1 };
        }

        var seen = await Api.VersionAsync(lead, file.Path);
        return way switch
        {
            "members" => new Call(HttpMethod.Post, file.Path + "/members") { As = lead, Body = Bodies.Member(person), Seen = seen },
            "lead" => new Call(HttpMethod.Put, file.Path + "/lead") { As = lead, Body = Bodies.Lead(person), Seen = seen },
            _ => new Call(HttpMethod.Put, file.Path + "/prosecutor") { As = Supervisor, Body = Bodies.Prosecutor(person), Seen = seen },
        };
    }

    private async Task WaitersAsync(int expected)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (await workspace.ScalarAsync<long>("select count(distinct pid) from pg_locks where not granted") >= expected)
                return;
            await Task.Delay(10);
        }

        throw new InvalidOperationException("The two commands did not come as far as writing.");
    }
}
