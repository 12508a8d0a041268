using CaseWorkspace.IntegrationTests.Fixtures;
using CaseWorkspace.Platform.Actors;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Entering in an emergency is for emergencies: once, until the auditor has looked at it.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class EmergencyEntryTests(OwnPeople own) : IClassFixture<OwnPeople>
{
    private Api Api => own.Api;

    [Fact]
    public async Task The_way_is_closed_until_the_entry_is_reviewed_and_after_one_that_was_not_justified_until_the_auditor_opens_it()
    {
        var opener = await own.NewAsync(Role.Investigator, "enters", "unit-2");
        var (one, other) = (await own.Scenario.InvestigationWithSealedEvidence(prosecutor: false), await own.Scenario.InvestigationWithSealedEvidence(prosecutor: false));
        var first = await EnterAsync(opener, one);
        // Neither at once, nor when it was ended early.
        (await Api.PostAsync(opener, "/api/break-glass", Bodies.Glass(other.Number))).Expect(422, "entry-not-reviewed");
        (await Api.PostAsync(opener, $"/api/break-glass/{first}/closure")).Expect(200);
        (await Api.PostAsync(opener, "/api/break-glass", Bodies.Glass(other.Number))).Expect(422, "entry-not-reviewed");

        (await Api.PostAsync(Auditor, $"/api/break-glass/{first}/review", Bodies.EmergencyAccessReview())).Expect(200);
        var second = await EnterAsync(opener, other);
        (await Api.PostAsync(Auditor, $"/api/break-glass/{second}/review", Bodies.EmergencyAccessReview("not-justified").With("measures", "A talk"))).Expect(200);
        (await Api.PostAsync(opener, "/api/break-glass", Bodies.Glass(one.Number))).Expect(422, "entry-not-justified");

        (await Api.PostAsync(opener, $"/api/break-glass/{second}/reopening", Bodies.Reason())).Expect(403);
        (await Api.PostAsync(Auditor, $"/api/break-glass/{second}/reopening", Bodies.Reason())).Expect(200);
        await EnterAsync(opener, one);
    }

    [Fact]
    public async Task Of_entries_at_the_same_time_one_is_let_in()
    {
        var opener = await own.NewAsync(Role.Prosecutor, "enters at once", "prosecution");
        var files = new List<OpenFile>();
        for (var i = 0; i < 3; i++)
            files.Add(await own.Scenario.InvestigationWithSealedEvidence(prosecutor: false));
        var replies = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => Api.PostAsync(opener, "/api/break-glass", Bodies.Glass(files[i % 3].Number))));
        replies.Count(reply => reply.Status == 201).ShouldBe(1);
        replies.Where(reply => reply.Status != 201).ShouldAllBe(reply => reply.Status == 422 && reply.Problem == "entry-not-reviewed");
    }

    private async Task<Guid> EnterAsync(Account opener, OpenFile file) => (await Api.PostAsync(opener, "/api/break-glass", Bodies.Glass(file.Number))).Expect(201).Id;
}
