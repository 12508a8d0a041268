using System.Security.Cryptography;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Evidence;

/// <summary>By which number, and by which words, somebody knows an item who has no relation to what it lies in.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class KnownNumberTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task The_number_that_a_custodian_sees_tells_of_no_sealed_sub_file_anywhere()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var part = await workspace.Scenario.SealedSubFile(file, Investigator, Supervisor);
        var item = $"/api/evidence/{part.Item}";
        await workspace.Scenario.OfferedIntoCustody(Investigator, part.Item, Custodian);
        (await Api.GetAsync(Custodian, item + "/custody/offer")).Expect(200).Text.ShouldNotContain(part.Number + "/");
        (await Api.PostAsync(Custodian, item + "/custody/acceptance", Bodies.TakenOver(), await Api.VersionAsync(Custodian, item + "/custody/offer"))).Expect(200);

        var seen = (await Api.GetAsync(Custodian, item)).Expect(200);
        ((string)seen.Json["number"]!).ShouldBe("E-001");
        foreach (var path in new[] { item, item + "/custody", item + "/custody/offer", item + "/custody/receivers", "/api/evidence?size=200", $"/api/evidence?search={part.Word}" })
            (await Api.GetAsync(Custodian, path)).Expect(200).Text.ShouldNotContain(part.Number + "/", Case.Sensitive, path);
        (await Api.GetAsync(Custodian, item + "/content")).Expect(200).Headers.ShouldAllBe(header => !header.Contains(part.Number, StringComparison.Ordinal));

        // Nor is it found by that number, and is by the one that is shown.
        (await FoundAsync(Custodian, $"{part.Number}/E-001 {part.Word}")).ShouldNotContain(part.Item);
        (await FoundAsync(Custodian, $"E-001 {part.Word}")).ShouldContain(part.Item);
        ((string)(await Api.GetAsync(Investigator, item)).Expect(200).Json["number"]!).ShouldBe($"{part.Number}/E-001");
        (await FoundAsync(Investigator, $"{part.Number}/E-001 {part.Word}")).ShouldContain(part.Item);
    }

    [Fact]
    public async Task A_liaison_officer_finds_a_released_item_by_what_is_shown_of_it_and_by_nothing_else()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var (word, patrol) = (Scenario.NewWord(), Scenario.NewWord());
        var item = (await Api.PostAsync(Investigator, file.Path + "/evidence", Bodies.Evidence(word).With("seizedBy", $"Patrol {patrol}"))).Expect(201).Id;
        (await Api.UploadAsync(Investigator, HttpMethod.Put, $"/api/evidence/{item}/content?fileName={word}.bin", RandomNumberGenerator.GetBytes(200))).Expect(200);
        await workspace.Scenario.IncomingRequestWithEvidence(States.Released, file with { Item = item });
        await workspace.Scenario.InCustody(Investigator, item, Custodian);

        (await FoundAsync(LiaisonFrance, word)).ShouldBe([item]);
        (await FoundAsync(LiaisonFrance, patrol)).ShouldBeEmpty();
        (await FoundAsync(LiaisonFrance, $"E-003 {word}")).ShouldBeEmpty();
        foreach (var account in new[] { Investigator, Custodian })
        {
            (await FoundAsync(account, patrol)).ShouldBe([item], account.Name);
            (await FoundAsync(account, $"E-003 {word}")).ShouldBe([item], account.Name);
        }
    }

    private async Task<Guid[]> FoundAsync(Account account, string words) =>
        [.. (await Api.GetAsync(account, $"/api/evidence?size=200&search={Uri.EscapeDataString(words)}")).Expect(200).Json["items"]!.AsArray().Select(one => (Guid)one!["id"]!)];
}
