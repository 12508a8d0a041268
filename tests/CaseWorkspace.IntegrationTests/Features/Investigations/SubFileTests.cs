using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

/// <summary>A person who leaves a file leaves what is sealed in it, for good.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class SubFileTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task A_person_who_comes_back_to_the_file_is_not_in_its_sub_files_until_named_anew()
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
    public async Task Who_is_named_in_a_sub_file_stays_named_when_handed_the_lead()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        await AddAsync(file);
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor, OtherInvestigator);
        (await Api.PutAsync(Investigator, file.Path + "/lead", Bodies.Lead(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);
        (await Api.GetAsync(Investigator, part.Path)).Expect(200).Text.ShouldContain(OtherInvestigator.Id.ToString());
        (await Api.GetAsync(OtherInvestigator, part.Path)).Expect(200);
    }

    [Fact]
    public async Task A_member_whose_old_question_is_granted_keeps_the_place_in_sub_files()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var ask = (await Api.PostAsync(OtherInvestigator, "/api/access-requests", Bodies.Ask(file.Number))).Expect(201).Id;
        await AddAsync(file);
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor, OtherInvestigator);
        var version = await Api.VersionAsync(Investigator, file.Path);
        (await Api.PostAsync(Investigator, $"/api/access-requests/{ask}/grant", new System.Text.Json.Nodes.JsonObject(), 1)).Expect(200);
        (await Api.GetAsync(OtherInvestigator, part.Path)).Expect(200);
        (await Api.VersionAsync(Investigator, file.Path)).ShouldBe(version, "the place in the file stays as it was");
    }

    [Fact]
    public async Task A_timeline_does_not_show_how_much_happened_elsewhere()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        await AddAsync(file);
        var before = (await Api.GetAsync(OtherInvestigator, file.Path + "/timeline?size=2")).Expect(200).Json;
        await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        (await Api.PostAsync(Investigator, file.Path + "/notes", Bodies.Note(file.Word))).Expect(200);
        var timeline = (await Api.GetAsync(OtherInvestigator, file.Path + "/timeline?size=2")).Expect(200).Json;
        // All numbers in it are of the things that are shown, and follow each other although sealed work lies between.
        timeline["items"]!.AsArray().Where(entry => (string)entry!["thingKind"]! == "investigation").Select(entry => (long)entry!["version"]!)
            .ShouldBe(before["items"]!.AsArray().Where(entry => (string)entry!["thingKind"]! == "investigation").Select(entry => (long)entry!["version"]!).Prepend(4).Take(2));
        timeline["items"]![0]!.AsObject().Where(member => member.Value?.GetValueKind() is System.Text.Json.JsonValueKind.Number).Select(member => member.Key).ShouldBe(["version"]);
        // Where the page ended, and which snapshot it was of.
        ((string)timeline["next"]!).Split('@')[0].ShouldBe($"{timeline["items"]![1]!["version"]}~{timeline["items"]![1]!["thing"]}");
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

    [Fact]
    public async Task The_keeper_hands_it_over_and_its_supervisor_only_when_the_keeper_has_left()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        await AddAsync(file);
        async Task<Reply> HandOverAsync(Account by, Account person) =>
            await Api.PutAsync(by, part.Path + "/keeper", Bodies.Lead(person), await Api.VersionAsync(by, part.Path));

        (await HandOverAsync(OtherSupervisor, OtherInvestigator)).Expect(422, "keeper-keeps");
        // Who supervises the file is told nothing of what is sealed in it.
        (await Api.PutAsync(Supervisor, part.Path + "/keeper", Bodies.Lead(OtherInvestigator), 1)).Expect(404);
        (await HandOverAsync(Investigator, OtherInvestigator)).Expect(200);
        (await Api.GetAsync(OtherInvestigator, part.Path)).Expect(200);
        (await Api.GetAsync(Investigator, part.Path)).Expect(200);
        (await Api.PostAsync(Investigator, part.Path + "/people", Bodies.Named(Investigator), await Api.VersionAsync(Investigator, part.Path))).Expect(404);

        await TakeOffAsync(Investigator, file, OtherInvestigator);
        (await Api.GetAsync(OtherInvestigator, part.Path)).Expect(404);
        (await HandOverAsync(OtherSupervisor, OtherInvestigator)).Expect(422, "not-on-the-file");
        (await HandOverAsync(OtherSupervisor, Investigator)).Expect(200);
        (await Api.PostAsync(Investigator, part.Path + "/notes", Bodies.Note("x"))).Expect(200);
        (await Api.PostAsync(Investigator, $"{part.Path}/people/{OtherInvestigator.Id}/removal", new { reason = "x" }, await Api.VersionAsync(Investigator, part.Path))).Expect(422, "not-named");
    }

    [Fact]
    public async Task Its_supervisor_alone_hands_the_supervision_to_another_and_sees_it_no_longer()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence(prosecutor: false);
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, OtherSupervisor);
        var seen = await Api.VersionAsync(Investigator, part.Path);
        (await Api.PutAsync(Investigator, part.Path + "/supervisor", Bodies.Named(Supervisor), seen)).Expect(404);
        (await Api.PutAsync(Supervisor, part.Path + "/supervisor", Bodies.Named(Supervisor), seen)).Expect(404);
        (await Api.PutAsync(OtherSupervisor, part.Path + "/supervisor", Bodies.Named(Investigator), seen)).Expect(422, "not-a-supervisor");
        (await Api.PutAsync(OtherSupervisor, part.Path + "/supervisor", Bodies.Named(Supervisor), seen)).Expect(200);
        (await Api.GetAsync(OtherSupervisor, part.Path)).Expect(404);
        (await Api.GetAsync(Supervisor, part.Path)).Expect(200);
        (await Api.GetAsync(Supervisor, $"/api/evidence/{part.Item}")).Expect(200);
    }

    private async Task AddAsync(OpenFile file) =>
        (await Api.PostAsync(Investigator, file.Path + "/members", Bodies.Member(OtherInvestigator), await Api.VersionAsync(Investigator, file.Path))).Expect(200);

    private async Task TakeOffAsync(Account by, OpenFile file, Account person) =>
        (await Api.PostAsync(by, $"{file.Path}/members/{person.Id}/removal", new { reason = "moved" }, await Api.VersionAsync(by, file.Path))).Expect(200);
}
