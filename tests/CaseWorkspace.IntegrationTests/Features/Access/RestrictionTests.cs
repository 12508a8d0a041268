using CaseWorkspace.IntegrationTests.Fixtures;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Access;

/// <summary>Nobody chooses who supervises them.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class RestrictionTests(Workspace workspace, OwnPeople own) : IClassFixture<OwnPeople>
{
    private Api Api => own.Api;

    [Fact]
    public async Task The_head_of_the_unit_stays_until_somebody_whom_the_lead_does_not_choose_confirms_another()
    {
        var elsewhere = await own.NewAsync(CaseWorkspace.Platform.Actors.Role.Supervisor, "friend of the lead", "unit-3");
        var another = await own.NewAsync(CaseWorkspace.Platform.Actors.Role.Supervisor, "of another unit", "unit-3");
        var file = await own.Scenario.InvestigationWithSealedEvidence();
        await RestrictAsync(Investigator, elsewhere, "/restriction");
        (await Api.GetAsync(Supervisor, file.Path)).Expect(200);
        (await Api.GetAsync(elsewhere, file.Path)).Expect(404);
        // Neither the lead nor whom the lead suggested confirms it.
        (await Api.PostAsync(Investigator, file.Path + "/restriction/confirmation", Bodies.Restriction(elsewhere), await Api.VersionAsync(Investigator, file.Path))).Expect(404);
        (await Api.PostAsync(elsewhere, file.Path + "/restriction/confirmation", Bodies.Restriction(elsewhere), await workspace.VersionAsync(file.Id))).Expect(404);

        // The prosecutor names somebody else than the lead suggested.
        await RestrictAsync(Prosecutor, another, "/restriction/confirmation");
        (await Api.GetAsync(Supervisor, file.Path)).Expect(404);
        (await Api.GetAsync(elsewhere, file.Path)).Expect(404);
        (await Api.GetAsync(another, file.Path)).Expect(200);

        // The named supervisor is not swapped by the lead either.
        await RestrictAsync(Investigator, elsewhere, "/restriction");
        (await Api.GetAsync(another, file.Path)).Expect(200);
        (await Api.GetAsync(elsewhere, file.Path)).Expect(404);

        async Task RestrictAsync(Account by, Account supervisor, string where) =>
            (await Api.PostAsync(by, file.Path + where, Bodies.Restriction(supervisor), await Api.VersionAsync(by, file.Path))).Expect(200);
    }

    [Fact]
    public async Task A_keeper_does_not_choose_who_supervises_the_sub_file()
    {
        var elsewhere = await own.NewAsync(CaseWorkspace.Platform.Actors.Role.Supervisor, "friend of the keeper", "unit-3");
        var file = await own.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        (await Api.PostAsync(Investigator, file.Path + "/sub-files", Bodies.SubFile(file.Word, elsewhere))).Expect(422, "not-its-supervisor");
        var part = await own.Scenario.SealedSubFile(file, Investigator, Supervisor);
        (await Api.PutAsync(Supervisor, part.Path + "/supervisor", Bodies.Named(elsewhere), await Api.VersionAsync(Supervisor, part.Path))).Expect(200);
        (await Api.GetAsync(elsewhere, part.Path)).Expect(200);
        (await Api.GetAsync(Supervisor, part.Path)).Expect(404);
    }
}
