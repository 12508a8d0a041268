using System.Text.Json.Nodes;
using CaseWorkspace.Features.InformationRequests;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Evidence;

/// <summary>An item that was entered by mistake is put right or withdrawn; what went abroad stays as it went.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class CorrectionTests(Workspace workspace)
{
    private Api Api => workspace.Api;

    [Fact]
    public async Task The_corrected_words_hold_and_are_found_and_the_earlier_ones_are_kept_and_found_no_longer()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var (before, after) = (Scenario.NewWord(), Scenario.NewWord());
        var item = (await Api.PostAsync(Investigator, file.Path + "/evidence", Bodies.Evidence(before).With("seal", "A-1017"))).Expect(201).Id;
        await ChangeAsync(Investigator, item, "correction", Bodies.CorrectedEvidence(after));

        (await FoundAsync(after)).ShouldBe([item]);
        (await FoundAsync($"Telephone {before}")).ShouldBeEmpty();
        var seen = (await Api.GetAsync(Investigator, $"/api/evidence/{item}")).Expect(200).Json;
        ((string)seen["description"]!, (string)seen["seal"]!, (string)seen["number"]!).ShouldBe(($"Memory card {after}", $"A-1017 {after}", "E-003"));
        var earlier = seen["earlier"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)earlier["description"]!, (string)earlier["seal"]!, (string)earlier["reasonOfChange"]!).ShouldBe(($"Telephone {before}", "A-1017", $"The wrong thing {after}"));
        (await Api.PostAsync(Investigator, $"/api/evidence/{item}/correction", Bodies.CorrectedEvidence(after).With("seizedAt", seen["seizedAt"]!.DeepClone()), await Api.VersionAsync(Investigator, $"/api/evidence/{item}")))
            .Expect(422, "same-as-before");
        (await Api.PostAsync(Investigator, $"/api/evidence/{item}/correction", Bodies.CorrectedEvidence(after).With("kind", "nothing").With("reason", ""), await Api.VersionAsync(Investigator, $"/api/evidence/{item}")))
            .Expect(422).Fields.ShouldBe(["kind", "reason"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_withdrawn_item_is_found_by_no_search_goes_along_with_no_answer_and_counts_again_once_reinstated()
    {
        var file = await workspace.Scenario.InvestigationWithSealedEvidence();
        var request = await workspace.Scenario.IncomingRequestWithEvidence(States.Assigned, file);
        Task<Reply> AnswerAsync() => workspace.Scenario.Act(request, Investigator, "answers", Bodies.Answer(request.Word, [file.Item]));
        (await AnswerAsync()).Expect(200);

        await ChangeAsync(Investigator, file.Item, "withdrawal", Bodies.Reason());
        (await FoundAsync(file.Word)).ShouldBe([file.OtherItem]);
        (await AnswerAsync()).Expect(422, "evidence-privileged");
        // Prepared before it was withdrawn: it does not leave either.
        (await workspace.Scenario.Act(request, Investigator, "submission")).Expect(422, "evidence-withdrawn");
        var seen = (await Api.GetAsync(Investigator, file.ItemPath)).Expect(200).Json;
        ((string)seen["state"]!).ShouldBe("withdrawn");
        seen["allowed"]!.AsArray().Select(verb => (string)verb!).ShouldBe(["download", "verify", "reinstate"]);
        (await Api.PostAsync(Prosecutor, file.ItemPath + "/reviews", Bodies.Review(), await Api.VersionAsync(Prosecutor, file.ItemPath))).Expect(422, "item-withdrawn");
        (await Api.PostAsync(Investigator, file.ItemPath + "/verification")).Expect(200);
        ((string)(await Api.GetAsync(Investigator, file.ItemPath)).Expect(200).Json["state"]!).ShouldBe("withdrawn");

        await ChangeAsync(Investigator, file.Item, "reinstatement", Bodies.Reason());
        (await FoundAsync(file.Word)).ShouldContain(file.Item);
        (await workspace.Scenario.Act(request, Investigator, "submission")).Expect(200);
    }

    /// <summary>What is said of an item passes the people who release it.</summary>
    [Theory]
    [InlineData(States.Prepared, "answer-submitted")]
    [InlineData(States.AwaitingProsecutor, "answer-submitted")]
    [InlineData(States.Released, "released-already")]
    [InlineData(States.Closed, "released-already")]
    public async Task What_goes_abroad_or_went_is_neither_corrected_nor_withdrawn(string state, string problem)
    {
        var request = await workspace.Scenario.IncomingRequestWithEvidence(state);
        var item = request.File!.Item;
        foreach (var (act, body) in new[] { ("correction", Bodies.CorrectedEvidence(request.Word)), ("withdrawal", Bodies.Reason()) })
            (await Api.PostAsync(Investigator, $"/api/evidence/{item}/{act}", body, await Api.VersionAsync(Investigator, $"/api/evidence/{item}"))).Expect(422, problem);

        // The other item of the file goes nowhere.
        await ChangeAsync(Investigator, request.File.OtherItem, "correction", Bodies.CorrectedEvidence(request.Word));
    }

    private async Task ChangeAsync(Account by, Guid item, string act, JsonObject body) =>
        (await Api.PostAsync(by, $"/api/evidence/{item}/{act}", body, await Api.VersionAsync(by, $"/api/evidence/{item}"))).Expect(200);

    private async Task<Guid[]> FoundAsync(string words) =>
        [.. (await Api.GetAsync(Investigator, $"/api/evidence?search={Uri.EscapeDataString(words)}")).Expect(200).Json["items"]!.AsArray().Select(row => (Guid)row!["id"]!)];
}
