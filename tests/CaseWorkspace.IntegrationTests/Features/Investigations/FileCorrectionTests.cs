using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Investigations;

[Collection(SharedWorkspace.Name)]
public sealed class FileCorrectionTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task The_corrected_words_hold_and_are_found_the_earlier_ones_stay_in_the_past_and_the_number_stays()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var before = TimeProvider.System.GetUtcNow();
        var word = Scenario.NewWord();
        (await Api.PostAsync(Investigator, file.Path + "/correction", Bodies.CorrectedFile(word).With("countries", new System.Text.Json.Nodes.JsonArray("ES")), await Api.VersionAsync(Investigator, file.Path))).Expect(200);

        var seen = (await Api.GetAsync(Investigator, file.Path)).Expect(200).Json;
        ((string)seen["number"]!, (string)seen["title"]!, (string)seen["countries"]![0]!).ShouldBe((file.Number, $"Lorries through Poti {word}", "ES"));
        (await FoundAsync(word)).ShouldContain(file.Id.ToString());
        (await FoundAsync($"Vans {file.Word}")).ShouldNotContain(file.Id.ToString());
        (await FoundAsync(file.Number)).ShouldContain(file.Id.ToString());
        (await Api.GetAsync(Investigator, $"{file.Path}/as-of?at={Uri.EscapeDataString(before.ToString("O", System.Globalization.CultureInfo.InvariantCulture))}")).Expect(200).Text.ShouldContain("Vans through Batumi");
        (await Api.GetAsync(Supervisor, file.Path + "/timeline")).Expect(200).Text.ShouldContain($"Misheard {word}");

        (await Api.PostAsync(Investigator, file.Path + "/correction", Bodies.CorrectedFile(word).With("countries", new System.Text.Json.Nodes.JsonArray("ES")), await Api.VersionAsync(Investigator, file.Path))).Expect(422, "same-as-before");
        (await Api.PostAsync(Investigator, file.Path + "/correction", Bodies.CorrectedFile(word).With("title", " ").With("reason", ""), await Api.VersionAsync(Investigator, file.Path)))
            .Expect(422).Fields.ShouldBe(["title", "reason"], ignoreOrder: true);
    }

    private async Task<string> FoundAsync(string words) => (await Api.GetAsync(Investigator, $"/api/investigations?search={Uri.EscapeDataString(words)}")).Expect(200).Text;
}
