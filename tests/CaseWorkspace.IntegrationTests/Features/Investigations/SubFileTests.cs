using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>Whoever leaves a file leaves what is sealed in it, for good.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class SubFileTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task Whoever_comes_back_to_the_file_is_not_in_its_sub_files_until_named_anew()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        await AddAsync(file);
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor, OtherInvestigator);
        (await Api.GetAsync(OtherInvestigator, part.Path)).Expect(200);
        (await Api.PostAsync(Investigator, part.Path + "/people", Bodies.Named(OtherInvestigator), await Api.VersionAsync(Investigator, part.Path))).Expect(422, "named-already");

        await TakeOffAsync(Investigator, file, OtherInvestigator);
        await AddAsync(file);
        (await Api.GetAsync(OtherInvestigator, file.Path)).Expect(200);
        (await Api.GetAsync(OtherInvestigator, part.Path)).Expect(404);
        (await Api.PostAsync(Investigator, part.Path + "/people", Bodies.Named(OtherInvestigator), await Api.VersionAsync(Investigator, part.Path))).Expect(200);
        (await Api.GetAsync(OtherInvestigator, part.Path)).Expect(200);
    }

    [Fact]
    public async Task A_keeper_who_left_the_file_keeps_it_no_longer_and_its_supervisor_does()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        await AddAsync(file);
        (await Api.PutAsync(Investigator, file.Path + "/lead", Bodies.Lead(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        (await Api.GetAsync(Investigator, part.Path)).Expect(200);

        await TakeOffAsync(OtherInvestigator, file, Investigator);
        (await Api.GetAsync(Investigator, part.Path)).Expect(404);
        (await Api.PostAsync(OtherInvestigator, file.Path + "/members", Bodies.Member(Investigator), await Api.VersionAsync(OtherInvestigator, file.Path))).Expect(200);
        (await Api.GetAsync(Investigator, file.Path)).Expect(200);
        (await Api.GetAsync(Investigator, part.Path)).Expect(404);
        (await Api.GetAsync(OtherSupervisor, part.Path)).Expect(200);
        (await Api.PostAsync(OtherSupervisor, part.Path + "/people", Bodies.Named(Investigator), await Api.VersionAsync(OtherSupervisor, part.Path))).Expect(200);
        (await Api.GetAsync(Investigator, part.Path)).Expect(200);
    }

    private async Task AddAsync(OpenFile file) =>
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);

    private async Task TakeOffAsync(Account by, OpenFile file, Account person) =>
        (await Api.DeleteAsync(by, $"{file.Path}/members/{person.Id}?reason=moved", await Api.VersionAsync(by, file.Path))).Expect(200);
}
